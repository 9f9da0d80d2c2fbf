import * as z from 'zod/mini';
import { readTouchId } from '../lib/domain/touch-id.ts';
import { type EventField, events } from '../statemachines/events.ts';
import { anyones, known } from './envelope.ts';
import {
  addressReinstated,
  addressSuppressed,
  consentChanged,
  profileUpdated,
  scoreUpdated,
  touchEngaged,
  userErased,
} from './person-events.ts';

/** What is wrong with one field of an event. */
export interface Wrong {
  /** Path of the field, like `push.0.token`; empty for the event itself. */
  readonly field: string;
  readonly value: unknown;
  readonly rule: string;
}

const fieldOf = (kind: EventField) => {
  const rule = typeof kind === 'object' ? `must be one of ${kind.join(', ')}` : `must be a ${kind}`;
  if (typeof kind === 'object') return z.enum(kind, rule);
  return { string: z.string(rule), number: z.number(rule), boolean: z.boolean(rule) }[kind];
};

/** An app event: its declared fields are of their type where they are there; what else there is, is the app's own. */
const appEventOf = (fields: Readonly<Record<string, EventField>>) =>
  z.looseObject(
    Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, z.optional(fieldOf(kind))] as const)),
  );

/** As `listen` asks: of a touch of this very user. */
const engagedByUser = touchEngaged.check(
  z.refine(({ touchId, userId }) => userId !== undefined && readTouchId(touchId)?.user === userId, {
    message: 'must be the touchId of a message to this very user, as the message gave it',
    path: ['touchId'],
  }),
);

/** Every event that an app may publish, by its type, with the rules for its detail beside those of `known`. */
export const contract: Readonly<Record<string, z.ZodMiniType>> = {
  'profile.updated': profileUpdated,
  'consent.changed': consentChanged,
  'touch.engaged': engagedByUser,
  'score.updated': scoreUpdated,
  'address.suppressed': addressSuppressed,
  'address.reinstated': addressReinstated,
  'user.erased': userErased,
  ...Object.fromEntries(Object.entries(events).map(([name, fields]) => [name, appEventOf(fields)])),
};

/** Events about an address: they need name nobody. */
const aboutAddresses: readonly string[] = ['address.suppressed', 'address.reinstated'];

/** What the detail of an event of this type begins with. */
export const beginningOf = (type: string): typeof known | typeof anyones =>
  aboutAddresses.includes(type) ? anyones : known;

/** All that is wrong with an event; an event of an unknown type has one thing wrong with it. */
export function wrongsOf(type: string, detail: Readonly<Record<string, unknown>>): Wrong[] {
  const schema = Object.hasOwn(contract, type) ? contract[type] : undefined;
  if (!schema) return [{ field: 'type', value: type, rule: `must be one of ${Object.keys(contract).join(', ')}` }];
  return [beginningOf(type), schema].flatMap((each) => {
    const result = z.safeParse(each, detail);
    return result.success
      ? []
      : result.error.issues.map(({ path, message }) => ({
          field: path.join('.'),
          value: path.reduce<unknown>(valueIn, detail),
          rule: message,
        }));
  });
}

const valueIn = (inner: unknown, key: PropertyKey): unknown =>
  typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined;
