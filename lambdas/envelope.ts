import * as z from 'zod/mini';
import { fromIso } from '../lib/domain/instant.ts';
import { RuleError } from '../lib/domain/rule-error.ts';
import { maxUserIdBytes } from '../lib/domain/touch-id.ts';
import { Unusable } from '../lib/engine/signals.ts';

/** What EventBridge delivers, as far as we read it. */
export const envelope = z.object({
  id: z.string(),
  time: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelope>;

const byteLength = (text: string) => Buffer.byteLength(text, 'utf8');

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

const userIdRule = `must be a string of 1 to ${maxUserIdBytes} characters (bytes of UTF-8)`;
export const userId = z
  .string(userIdRule)
  .check(z.refine((id: string) => id !== '' && byteLength(id) <= maxUserIdBytes, userIdRule));

const eventIdRule = 'must be a string of 1 to 256 characters';

const base = {
  eventId: z.nullish(z.string(eventIdRule).check(z.minLength(1, eventIdRule), z.maxLength(256, eventIdRule))),
  occurredAt: z.nullish(instant),
};

/** What the detail of an event begins with that is about an address: it may name nobody. */
export const anyones = z.looseObject(base);

/** What the detail of every other event of an app begins with. */
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
}

/** @param now epoch milliseconds: whoever publishes sets the event's time, and a clock ahead must outvote nobody */
export function appEvent(event: Envelope, now: number): AppEvent {
  return { user: parse(known, event.detail, event).userId, ...anyonesEvent(event, now) };
}

/** The same of an event that may name nobody. */
export function anyonesEvent(event: Envelope, now: number): AnyonesEvent {
  const { eventId, occurredAt } = parse(anyones, event.detail, event);
  const time = Math.min(fromIso(event.time), now);
  return {
    eventId: eventId ?? event.id,
    at: Math.min(occurredAt ?? time, time),
    ahead: occurredAt !== undefined && occurredAt !== null && occurredAt > time,
    name: event['detail-type'],
    detail: event.detail,
  };
}

/** Parses once, into another type. @throws Unusable naming each wrong field and its rule, never its value */
export function parse<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  event: Pick<Envelope, 'id' | 'detail-type'>,
): z.output<T> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
  throw new Unusable(`${event['detail-type']} ${event.id}: ${wrong.join('; ')}; publish it again corrected`);
}
