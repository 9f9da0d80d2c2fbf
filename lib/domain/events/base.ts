import { fromIso } from '../instant.ts';
import { longestField, type Reading, type RefusedField } from './reading.ts';
import { eventIdRule, readEventId, readUserId } from './user-id.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What every event of an app begins with. Without a user it says nothing; the others have something in their place. */
export interface EventBase {
  readonly user: Reading<string>;
  readonly eventId?: string;
  /** Epoch milliseconds. */
  readonly occurredAt?: number;
  /** Of `eventId` and `occurredAt`. */
  readonly refused: readonly RefusedField[];
}

export const occurredAtRule = 'must be an instant in ISO 8601 with its zone, from 1970 on, like 2027-01-11T09:00:00Z';

/** Reads `userId`, `eventId` and `occurredAt`; null is nothing. It never throws. */
export function readEventBase(detail: Fields): EventBase {
  const [eventId, occurredAt] = [own(detail, 'eventId') ?? undefined, own(detail, 'occurredAt') ?? undefined];
  const id = eventId === undefined ? undefined : readEventId(eventId);
  const at = occurredAt === undefined ? undefined : readInstant(occurredAt);
  return {
    user: readUserId(own(detail, 'userId')),
    ...(id && 'value' in id && { eventId: id.value }),
    ...(at && 'value' in at && { occurredAt: at.value }),
    refused: [
      ...(id && 'rule' in id ? [{ field: 'eventId', rule: eventIdRule }] : []),
      ...(at && 'rule' in at ? [{ field: 'occurredAt', rule: at.rule }] : []),
    ],
  };
}

function readInstant(told: unknown): Reading<number> {
  if (typeof told !== 'string' || told.length > longestField) return { rule: occurredAtRule };
  try {
    const at = fromIso(told);
    return at >= 0 ? { value: at } : { rule: occurredAtRule };
  } catch {
    return { rule: occurredAtRule };
  }
}

const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);
