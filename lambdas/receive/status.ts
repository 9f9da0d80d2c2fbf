import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import { isBusinessScopedId } from '../../lib/engine/receive/sender.ts';
import type { Incoming } from '../../lib/engine/receive.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { countUnknownStatus } from '../unknown-status.ts';

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
 * @returns also `null` for a status that is not known here, which is counted
 * @throws Unusable for a touch id that is none
 */
export function statusFeedback(touchText: string, form: URLSearchParams, now: number): Feedback | null {
  const status = (form.get('MessageStatus') ?? form.get('SmsStatus') ?? '').trim().toLowerCase().replaceAll('-', '_');
  const event = form.get('MessageSid') ?? form.get('SmsSid') ?? '';
  if (underway.has(status)) return null;
  const touch = readTouchId(touchText);
  if (!touch) throw new Unusable(`message ${event}: "touch" in the callback's address is not a touch id of ours`);
  const told = { touch, at: now, event };
  switch (status) {
    case 'delivered':
      return { ...told, kind: 'delivered' };
    case 'partially_delivered':
      return { ...told, kind: 'delivered', reason: 'partially-delivered' };
    case 'read':
      return { ...told, kind: 'opened' };
    case 'canceled':
      return { ...told, kind: 'rejected', reason: 'canceled' };
    case 'undelivered':
    case 'failed':
      return { ...told, ...failure(form) };
    default:
      countUnknownStatus('twilio', status, { event });
      return null;
  }
}

function failure(form: URLSearchParams): Pick<Feedback, 'kind' | 'reason' | 'suppress'> {
  const given = form.get('ErrorCode') ?? '';
  const code = /^\d{4,6}$/.test(given) ? given : 'unknown';
  const reason = code === optedOut ? 'unsubscribed' : deadNumber.has(code) ? 'bounced' : null;
  return { kind: 'bounced', reason: code, ...(reason && { suppress: { reason, ...addressOf(form.get('To') ?? '') } }) };
}

/** `whatsapp:+14155238886` or `+15005550006`; `whatsapp:US.13491208655302741918` for somebody who shows no number. */
export function partyOf(text: string): Pick<Incoming, 'channel' | 'address' | 'userId'> | null {
  const [, whatsapp, address = ''] = /^(whatsapp:)?(.*)$/.exec(text.trim()) ?? [];
  if (/^\+[1-9]\d{6,14}$/.test(address)) return { channel: whatsapp ? 'whatsapp' : 'sms', address };
  return whatsapp && isBusinessScopedId(address) ? { channel: 'whatsapp', address, userId: address } : null;
}

function addressOf(to: string): { readonly channel: 'sms' | 'whatsapp'; readonly addresses?: readonly string[] } {
  const party = partyOf(to);
  return party ? { channel: party.channel, addresses: [party.address] } : { channel: 'sms' };
}
