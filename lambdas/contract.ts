import * as z from 'zod/mini';
import { readEventBase } from '../lib/domain/events/base.ts';
import { readProfileFields } from '../lib/domain/events/profile-fields.ts';
import type { RefusedField } from '../lib/domain/events/reading.ts';
import { asDeclared } from '../lib/domain/ingest/app-event.ts';
import { readTouchId } from '../lib/domain/touch-id.ts';
import { type EventField, events } from '../statemachines/events.ts';
import { anyones, known } from './envelope.ts';
import {
  addressReinstated,
  addressSuppressed,
  consentChanged,
  isUndatedYes,
  profileUpdated,
  scoresThere,
  scoreUpdated,
  touchEngaged,
  userErased,
  withoutUnreadableEvidence,
} from './person-events.ts';

/** What is wrong with one field of an event. */
export interface Wrong {
  /** Path of the field, like `push.0`; empty for the event itself. */
  readonly field: string;
  readonly value: unknown;
  readonly rule: string;
}

/** What is wrong with an event, by what it costs. */
export interface Judgement {
  /** Without these the event means nothing: it is refused. */
  readonly wrong: readonly Wrong[];
  /** Each of these costs itself: the rest of the event counts. */
  readonly refused: readonly Wrong[];
}

type Fields = Readonly<Record<string, unknown>>;

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

const appEvents: Readonly<Record<string, z.ZodMiniType>> = Object.fromEntries(
  Object.entries(events).map(([name, fields]) => [name, appEventOf(fields)]),
);

/** Every event that an app may publish, by its type, with the schema of its detail beside that of `known`. */
export const contract: Readonly<Record<string, z.ZodMiniType>> = {
  'profile.updated': profileUpdated,
  'consent.changed': consentChanged,
  'touch.engaged': touchEngaged,
  'score.updated': scoreUpdated,
  'address.suppressed': addressSuppressed,
  'address.reinstated': addressReinstated,
  'user.erased': userErased,
  ...appEvents,
};

/** Events about an address: they need name nobody. */
const aboutAddresses: readonly string[] = ['address.suppressed', 'address.reinstated'];

/** What the detail of an event of this type begins with. */
export const beginningOf = (type: string): typeof known | typeof anyones =>
  aboutAddresses.includes(type) ? anyones : known;

/** What is wrong with an event that somebody wants to publish, the same at every door. It never throws. */
export function judge(type: string, detail: Fields): Judgement {
  if (!Object.hasOwn(contract, type)) {
    return {
      wrong: [{ field: 'type', value: type, rule: `must be one of ${Object.keys(contract).join(', ')}` }],
      refused: [],
    };
  }
  const { user, refused } = readEventBase(detail);
  const own = judgeOwn(type, detail, 'value' in user ? user.value : undefined, refused);
  const isMissing = 'rule' in user && !aboutAddresses.includes(type);
  const valued = ({ field, rule }: RefusedField): Wrong => ({ field, value: valueAt(detail, field), rule });
  return {
    wrong: [...(isMissing ? [{ field: 'userId', rule: user.rule }] : []), ...own.wrong].map(valued),
    refused: [...refused.filter(({ field }) => !own.wrong.some((each) => each.field === field)), ...own.refused].map(
      valued,
    ),
  };
}

interface Own {
  readonly wrong: readonly RefusedField[];
  readonly refused: readonly RefusedField[];
}

function judgeOwn(type: string, detail: Fields, user: string | undefined, refusedBase: readonly RefusedField[]): Own {
  switch (type) {
    case 'profile.updated':
      return { wrong: [], refused: readProfileFields({ ...detail, scores: undefined }).refused };
    case 'score.updated':
      return { wrong: issuesOf(scoresThere, detail), refused: readProfileFields({ scores: detail.scores }).refused };
    case 'consent.changed': {
      const { detail: kept, refused } = withoutUnreadableEvidence(detail);
      const undated = isUndatedYes(detail, refusedBase)
        ? refusedBase.filter(({ field }) => field === 'occurredAt')
        : [];
      return { wrong: [...undated, ...issuesOf(consentChanged, kept)], refused };
    }
    case 'touch.engaged': {
      const wrong = issuesOf(touchEngaged, detail);
      if (wrong.length > 0 || isTouchOf(user, detail.touchId)) return { wrong, refused: [] };
      const rule = 'must be the touchId of a message to this very user, as the message gave it';
      return { wrong: [{ field: 'touchId', rule }], refused: [] };
    }
    case 'address.suppressed':
    case 'address.reinstated':
    case 'user.erased':
      return { wrong: issuesOf(contract[type], detail), refused: [] };
    default:
      return { wrong: [], refused: issuesOf(appEvents[type], asDeclaredOf(type, detail)) };
  }
}

/**
 * The detail as it goes on the bus. Of an app event, a declared field has its type or is not there: journeys take it as it
 * comes. What is told of people stays as it came, for `identify` reads it by the same rules, and notes what it refuses.
 */
export function publishable(type: string, detail: Fields, { refused }: Judgement): Fields {
  if (!Object.hasOwn(appEvents, type)) return detail;
  const bad = new Set(refused.map(({ field }) => field));
  return Object.fromEntries(Object.entries(asDeclaredOf(type, detail)).filter(([field]) => !bad.has(field)));
}

const declared: Readonly<Record<string, Readonly<Record<string, EventField>>>> = events;

const asDeclaredOf = (type: string, detail: Fields): Fields =>
  asDeclared(detail, Object.hasOwn(declared, type) ? (declared[type] ?? {}) : {});

/** As `listen` asks: of a touch of this very user. */
const isTouchOf = (user: string | undefined, touchId: unknown): boolean =>
  typeof touchId === 'string' && user !== undefined && readTouchId(touchId)?.user === user;

function issuesOf(schema: z.ZodMiniType | undefined, detail: Fields): RefusedField[] {
  const result = schema && z.safeParse(schema, detail);
  if (!result || result.success) return [];
  return result.error.issues.map(({ path, message }) => ({ field: path.join('.'), rule: message }));
}

/** `traits.a.b` is the trait `a.b`: within a field everything after it is one name. */
function valueAt(detail: Fields, field: string): unknown {
  const [name = '', ...rest] = field.split('.');
  const value = own(detail, name);
  return rest.length === 0 ? value : own(value, rest.join('.'));
}

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
