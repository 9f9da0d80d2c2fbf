import * as z from 'zod/mini';
import { fromIso } from '../../lib/domain/instant.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { FeedbackKind } from '../../lib/domain/touch-record.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import type { Messages, Occasion } from '../../lib/engine/ports.ts';
import { type Envelope, parse } from '../envelope.ts';
import { countForeign, countUnknownStatus } from '../unknown-status.ts';
import type { EntryStatus } from './whatsapp-message.ts';

const provider = 'end-user-messaging';
type Sent = Pick<Messages, 'find'>;

const textDetail = z.object({
  eventType: z.string(),
  isFinal: z.catch(z.optional(z.boolean()), undefined),
  /** Epoch milliseconds. */
  eventTimestamp: z.catch(z.optional(z.number()), undefined),
  destinationPhoneNumber: z.catch(z.optional(z.string()), undefined),
  context: z.catch(z.optional(z.record(z.string(), z.string())), undefined),
});

interface What {
  readonly kind: FeedbackKind;
  readonly reason?: string;
  /** The number proved to lead nowhere. */
  readonly dead?: true;
}

/**
 * What each type says of a text message. SUCCESSFUL and DELIVERED are used one for the other, by country.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
 */
const textMeanings: Readonly<Record<string, What>> = {
  TEXT_DELIVERED: { kind: 'delivered' },
  TEXT_SUCCESSFUL: { kind: 'delivered' },
  TEXT_INVALID: { kind: 'bounced', reason: 'invalid', dead: true },
  TEXT_UNREACHABLE: { kind: 'bounced', reason: 'unreachable' },
  TEXT_CARRIER_UNREACHABLE: { kind: 'bounced', reason: 'carrier-unreachable' },
  TEXT_BLOCKED: { kind: 'bounced', reason: 'blocked' },
  TEXT_CARRIER_BLOCKED: { kind: 'bounced', reason: 'carrier-blocked' },
  TEXT_SPAM: { kind: 'bounced', reason: 'spam' },
  TEXT_TTL_EXPIRED: { kind: 'bounced', reason: 'expired' },
  TEXT_INVALID_MESSAGE: { kind: 'rejected', reason: 'invalid-message' },
  TEXT_PROTECT_BLOCKED: { kind: 'rejected', reason: 'protect-blocked' },
};

/** Types after which nothing is known yet, or ever. */
const undecided: ReadonlySet<string> = new Set(['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_SENT', 'TEXT_UNKNOWN']);

/**
 * What became of a text message; `null` while nobody knows, and for messages that are not ours: whatever sends in this
 * account is told of here, and ours carry their touch and their stage.
 *
 * @param stage the name of this stage's bus
 */
export function textFeedback(event: Envelope, now: number, stage: string): Feedback | null {
  const { eventType, context = {}, ...detail } = parse(textDetail, event.detail, event);
  const touch = readTouchId(context.touch ?? '');
  if (!touch || (context.stage !== undefined && context.stage !== stage)) {
    countForeign(provider, { event: event.id });
    return null;
  }
  const meaning = textMeanings[eventType];
  if (!meaning) {
    if (!undecided.has(eventType)) countUnknownStatus(provider, eventType, { event: event.id });
    return null;
  }
  if (eventType === 'TEXT_SUCCESSFUL' && detail.isFinal === false) return null;
  const { dead, ...what } = meaning;
  const at = Math.min(detail.eventTimestamp ?? fromIso(event.time), fromIso(event.time), now);
  const number = detail.destinationPhoneNumber;
  const suppress = { channel: 'sms', reason: 'bounced', ...(number !== undefined && { addresses: [number] }) } as const;
  return { touch, ...what, at, event: event.id, ...(dead && { suppress }) };
}

const whatsappDetail = z.object({
  messageId: z.string(),
  /** Meta's id of the number that sent. */
  originationPhoneNumberId: z.catch(z.optional(z.string()), undefined),
  /** Epoch seconds. */
  eventTimestamp: z.catch(z.optional(z.union([z.string(), z.number()])), undefined),
});

/** What Meta says became of a message; `null` for what changes nothing. */
const whatsappMeanings: Readonly<Record<string, What | null>> = {
  sent: null,
  delivered: { kind: 'delivered' },
  read: { kind: 'opened' },
  played: { kind: 'opened' },
  failed: { kind: 'bounced', reason: 'failed' },
  undeliverable: { kind: 'bounced', reason: 'undeliverable' },
  deleted: null,
};

/** `WhatsApp Message Delivered` → `delivered`; `null` for events about anything else. */
const statusNamed = (type: string): string | null => /^WhatsApp Message (\w+)$/.exec(type)?.[1]?.toLowerCase() ?? null;

/**
 * What became of a WhatsApp message, as End User Messaging tells it: by its own message id alone. `null` for what changes
 * nothing, and for messages that are not ours.
 *
 * @param ours Meta's id of our number, where the settings say it
 * @throws when no touch is known by this name, yet, though our number sent it: Lambda tries again
 */
export async function whatsappFeedback(
  event: Envelope,
  now: number,
  messages: Sent,
  ours?: string,
): Promise<Feedback | null> {
  const meaning = meaningOf(statusNamed(event['detail-type']) ?? event['detail-type'], event);
  if (!meaning) return null;
  const { messageId, originationPhoneNumberId: origin, eventTimestamp } = parse(whatsappDetail, event.detail, event);
  const touch = await messages.find(provider, messageId);
  if (!touch) {
    if (ours !== undefined && origin === ours) {
      throw new Error(`${event['detail-type']} ${event.id}: no touch is known as ${messageId}; it is tried again`);
    }
    countForeign(provider, { event: event.id });
    return null;
  }
  const seconds = Number(eventTimestamp);
  const said = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : fromIso(event.time);
  return { touch, ...meaning, at: Math.min(said, fromIso(event.time), now), event: event.id };
}

/** The same out of Meta's own entry, where messages bring back what we gave them. */
export async function statusInEntry(
  { id, status, callback, at, code }: EntryStatus,
  event: Envelope,
  now: number,
  messages: Sent,
): Promise<Feedback | null> {
  const meaning = meaningOf(status, event);
  if (!meaning) return null;
  const touch = readTouchId(callback ?? '') ?? (await messages.find(provider, id));
  if (!touch) {
    countForeign(provider, { event: event.id });
    return null;
  }
  const received = fromIso(event.time);
  const why = meaning.kind === 'bounced' && code !== undefined && { reason: code };
  return { touch, ...meaning, ...why, at: Math.min(at ?? received, received, now), event: event.id };
}

function meaningOf(status: string, event: Envelope): What | null {
  const meaning = whatsappMeanings[status];
  if (meaning === undefined) countUnknownStatus('whatsapp', status, { event: event.id });
  return meaning ?? null;
}

/** How often a message is looked for that is not known: its event may be faster than the record of what it is about. */
const looks = 4;

export const patiently = (all: Pick<Messages, 'find'>, occasion: Occasion): Pick<Messages, 'find'> => ({
  async find(provider, messageId) {
    for (let look = 1; look < looks; look++) {
      const touch = await all.find(provider, messageId);
      if (touch) return touch;
      await occasion.backOff(look + 3);
    }
    return all.find(provider, messageId);
  },
});
