import * as z from 'zod/mini';
import { fromIso } from '../../lib/domain/instant.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { FeedbackKind } from '../../lib/domain/touch-record.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import type { Messages } from '../../lib/engine/ports.ts';
import { type Envelope, parse } from '../envelope.ts';

const provider = 'end-user-messaging';
type Sent = Pick<Messages, 'find'>;

const textDetail = z.object({
  eventType: z.string(),
  messageId: z.string(),
  isFinal: z.optional(z.boolean()),
  /** Epoch milliseconds. */
  eventTimestamp: z.optional(z.number()),
  destinationPhoneNumber: z.optional(z.string()),
  context: z.optional(z.record(z.string(), z.string())),
});

interface What {
  readonly kind: FeedbackKind;
  readonly reason?: string;
  /** The number proved to lead nowhere. */
  readonly dead?: true;
}

/**
 * What each type says of a text message; of those that are not here nothing is known yet, or ever: QUEUED, PENDING,
 * SENT, UNKNOWN. SUCCESSFUL and DELIVERED are used one for the other, by country.
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

/** What became of a text message; `null` while nobody knows. @throws when no touch is known by this name, yet */
export async function textFeedback(event: Envelope, now: number, messages: Sent): Promise<Feedback | null> {
  const detail = parse(textDetail, event.detail, event);
  const meaning = textMeanings[detail.eventType];
  if (!meaning || (detail.eventType === 'TEXT_SUCCESSFUL' && detail.isFinal === false)) return null;
  const touch = readTouchId(detail.context?.touch ?? '') ?? (await touchOf(event, detail.messageId, messages));
  const { dead, ...what } = meaning;
  const at = Math.min(detail.eventTimestamp ?? fromIso(event.time), fromIso(event.time), now);
  const number = detail.destinationPhoneNumber;
  const suppress = { channel: 'sms', reason: 'bounced', ...(number !== undefined && { addresses: [number] }) } as const;
  return { touch, ...what, at, event: event.id, ...(dead && { suppress }) };
}

const whatsappDetail = z.object({
  messageId: z.string(),
  /** Epoch seconds. */
  eventTimestamp: z.optional(z.union([z.string(), z.number()])),
});

const whatsappMeanings: Readonly<Record<string, What>> = {
  'WhatsApp Message Delivered': { kind: 'delivered' },
  'WhatsApp Message Read': { kind: 'opened' },
  'WhatsApp Message Failed': { kind: 'bounced', reason: 'failed' },
  'WhatsApp Message Undeliverable': { kind: 'bounced', reason: 'undeliverable' },
};

/** What became of a WhatsApp message; `null` for what changes nothing. @throws when no touch is known by this name, yet */
export async function whatsappFeedback(event: Envelope, now: number, messages: Sent): Promise<Feedback | null> {
  const meaning = whatsappMeanings[event['detail-type']];
  if (!meaning) return null;
  const { messageId, eventTimestamp } = parse(whatsappDetail, event.detail, event);
  const touch = await touchOf(event, messageId, messages);
  const seconds = Number(eventTimestamp);
  const said = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : fromIso(event.time);
  return { touch, ...meaning, at: Math.min(said, fromIso(event.time), now), event: event.id };
}

/** The event may be faster than the record of what it is about: Lambda tries again, and then it is a dead letter. */
async function touchOf(event: Envelope, messageId: string, messages: Sent) {
  const touch = await messages.find(provider, messageId);
  if (touch) return touch;
  throw new Error(`${event['detail-type']} ${event.id}: no touch is known as ${messageId}; it is tried again`);
}
