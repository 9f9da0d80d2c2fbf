import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import { Unusable } from '../../lib/engine/signals.ts';

/** On the way: said by the touch's own outcome, or by what comes next. */
const underway: ReadonlySet<string> = new Set([
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'receiving',
  'received',
]);

/** Codes that prove a number to lead nowhere: unknown or out of service; a landline, or a carrier without text messages. */
const deadNumber: ReadonlySet<string> = new Set(['30005', '30006']);
const optedOut = '21610';

/**
 * What a status callback says of its touch; `null` for a status that changes nothing. Twilio stamps none of them, so
 * they count from when they are heard.
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 *
 * @param touchText what the callback's own address says
 * @throws Unusable for a touch id or a status that is none
 */
export function statusFeedback(touchText: string, form: URLSearchParams, now: number): Feedback | null {
  const status = form.get('MessageStatus') ?? form.get('SmsStatus') ?? '';
  const event = form.get('MessageSid') ?? form.get('SmsSid') ?? '';
  if (underway.has(status)) return null;
  const touch = readTouchId(touchText);
  if (!touch) throw new Unusable(`message ${event}: "touch" in the callback's address is not a touch id of ours`);
  const told = { touch, at: now, event };
  switch (status) {
    case 'delivered':
      return { ...told, kind: 'delivered' };
    case 'read':
      return { ...told, kind: 'opened' };
    case 'canceled':
      return { ...told, kind: 'rejected', reason: 'canceled' };
    case 'undelivered':
    case 'failed':
      return { ...told, ...failure(form) };
    default:
      throw new Unusable(`message ${event}: MessageStatus is one that Twilio documents`);
  }
}

function failure(form: URLSearchParams): Pick<Feedback, 'kind' | 'reason' | 'suppress'> {
  const given = form.get('ErrorCode') ?? '';
  const code = /^\d{4,6}$/.test(given) ? given : 'unknown';
  const reason = code === optedOut ? 'unsubscribed' : deadNumber.has(code) ? 'bounced' : null;
  return { kind: 'bounced', reason: code, ...(reason && { suppress: { reason, ...addressOf(form.get('To') ?? '') } }) };
}

/** `whatsapp:+14155238886` or `+15005550006`. */
export function partyOf(text: string): { readonly channel: 'sms' | 'whatsapp'; readonly address: string } | null {
  const [, whatsapp, address = ''] = /^(whatsapp:)?(\+[1-9]\d{6,14})$/.exec(text.trim()) ?? [];
  return address === '' ? null : { channel: whatsapp ? 'whatsapp' : 'sms', address };
}

function addressOf(to: string): { readonly channel: 'sms' | 'whatsapp'; readonly addresses?: readonly string[] } {
  const party = partyOf(to);
  return party ? { channel: party.channel, addresses: [party.address] } : { channel: 'sms' };
}
