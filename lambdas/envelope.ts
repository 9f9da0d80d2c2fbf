import * as z from 'zod/mini';
import { readEventBase } from '../lib/domain/events/base.ts';
import type { RefusedField } from '../lib/domain/events/reading.ts';
import { readUserId, userIdRule } from '../lib/domain/events/user-id.ts';
import { fromIso } from '../lib/domain/instant.ts';
import { RuleError } from '../lib/domain/rule-error.ts';
import { Unusable } from '../lib/engine/signals.ts';

/** An instant in an event's detail; epoch milliseconds once parsed. */
export const instant = z.pipe(
  z.string('must be an instant in ISO 8601'),
  z.transform((text: string, context) => {
    try {
      return fromIso(text);
    } catch (error) {
      context.issues.push({
        code: 'custom',
        message: error instanceof RuleError ? error.message : 'not an instant',
        input: text,
      });
      return z.NEVER;
    }
  }),
);

const isInstant = (text: string) => z.safeParse(instant, text).success;

/** What EventBridge delivers, as far as we read it. */
export const envelope = z.object({
  id: z.string(),
  time: z.string().check(z.refine(isInstant, 'must be an instant in ISO 8601')),
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelope>;

export const userId = z.string(userIdRule).check(z.refine((id: string) => 'value' in readUserId(id), userIdRule));

const eventIdRule = 'must be a string of 1 to 256 characters';

const base = {
  eventId: z.nullish(z.string(eventIdRule).check(z.minLength(1, eventIdRule), z.maxLength(256, eventIdRule))),
  occurredAt: z.nullish(instant),
};

/** What the detail of an event begins with that is about an address: it may name nobody. */
export const anyones = z.looseObject(base);

/** What the detail of every other event of an app begins with, as its schema has it; `readEventBase` reads it. */
export const known = z.looseObject({ userId, ...base });

/** An app event: who, when, and the rest as it came. */
export interface AppEvent extends AnyonesEvent {
  readonly user: string;
}

/** An event of which it does not matter whether it names a person. */
export interface AnyonesEvent {
  readonly eventId: string;
  /** When it occurred, epoch milliseconds: never after the event's own time, which is never after now. */
  readonly at: number;
  /** The app dated it later than it came. */
  readonly ahead: boolean;
  readonly name: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Of `eventId` and `occurredAt`: what the bus says stands in their place. */
  readonly refused: readonly RefusedField[];
}

/**
 * @param now epoch milliseconds: whoever publishes sets the event's time, and a clock ahead must outvote nobody
 * @throws Unusable for an event of nobody
 */
export function appEvent(event: Envelope, now: number): AppEvent {
  const { user } = readEventBase(event.detail);
  if ('rule' in user) throw unusable(event, [`userId: ${user.rule}`]);
  return { user: user.value, ...anyonesEvent(event, now) };
}

/** The same of an event that may name nobody. */
export function anyonesEvent(event: Envelope, now: number): AnyonesEvent {
  const { eventId, occurredAt, refused } = readEventBase(event.detail);
  const time = Math.min(fromIso(event.time), now);
  return {
    eventId: eventId ?? event.id,
    at: Math.min(occurredAt ?? time, time),
    ahead: occurredAt !== undefined && occurredAt > time,
    name: event['detail-type'],
    detail: event.detail,
    refused,
  };
}

type Named = Pick<Envelope, 'id' | 'detail-type'>;

/** Parses once, into another type. @throws Unusable naming each wrong field and its rule, never its value */
export function parse<T extends z.ZodMiniType>(schema: T, value: unknown, event: Named): z.output<T> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw unusable(
    event,
    result.error.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`),
  );
}

const unusable = (event: Named, wrong: readonly string[]) =>
  new Unusable(`${event['detail-type']} ${event.id}: ${wrong.join('; ')}; publish it again corrected`);
