import { type Keyword, keywords } from '../../lib/domain/keywords.ts';
import type { Incoming } from '../../lib/engine/receive.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { partyOf } from './status.ts';

/** A message that Twilio delivers, and whom an answer comes from. */
export interface Delivered extends Incoming {
  /** As Twilio names both ends: `whatsapp:+14155238886`. */
  readonly from: string;
  readonly to: string;
}

/**
 * Reads Twilio's webhook for an incoming message. `OptOutType` is there when Advanced Opt-Out is on: Twilio has then read
 * the keyword, in whatever language, and answered it.
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 *
 * @throws Unusable for a message that names no sender or no id; without either
 */
export function readMessage(form: URLSearchParams): Delivered {
  const id = form.get('MessageSid') ?? form.get('SmsMessageSid') ?? '';
  const from = form.get('From') ?? '';
  const party = withNumber(partyOf(from), form.get('WaId'));
  if (!/^[A-Z]{2}[0-9a-zA-Z]{1,64}$/.test(id) || !party) {
    throw new Unusable(
      'incoming message: MessageSid and From must be a message of Twilio’s and a phone number or a WhatsApp user',
    );
  }
  const keyword = keywordIn(form.get('OptOutType'));
  const payload = form.get('ButtonPayload') ?? form.get('ListId');
  const text = form.get('Body') || form.get('ButtonText') || form.get('ListTitle') || '';
  const more = { ...(payload !== null && { payload }), ...(keyword && { keyword }) };
  const message = { provider: 'twilio', id, ...party, text, ...more };
  return { ...message, from: from.trim(), to: (form.get('To') ?? '').trim() };
}

/** Twilio names the number beside the id of somebody who shows it to us. */
function withNumber(party: ReturnType<typeof partyOf>, waId: string | null): ReturnType<typeof partyOf> {
  const number = `+${waId ?? ''}`;
  return party?.userId !== undefined && /^\+[1-9]\d{6,14}$/.test(number) ? { ...party, address: number } : party;
}

const keywordIn = (optOutType: string | null): Keyword | undefined =>
  keywords.find((known) => known === optOutType?.trim().toLowerCase());
