import { fromIso } from '../../lib/domain/instant.ts';
import { type FeedbackPorts, takeFeedback } from '../../lib/engine/feedback.ts';
import type { Messages, Occasion } from '../../lib/engine/ports.ts';
import { stopMarketing } from '../../lib/engine/receive/preference.ts';
import { type ReceivePorts, receive } from '../../lib/engine/receive.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import type { Envelope } from '../envelope.ts';
import { log } from '../log.ts';
import { count } from '../metrics.ts';
import { tell } from '../receiving.ts';
import { countForeign, countUnknownStatus } from '../unknown-status.ts';
import { deadLetterUnusable } from '../unusable.ts';
import { statusInEntry } from './end-user-messaging.ts';
import { type EntryStatus, type Heard, heardIn, type Preference } from './whatsapp-message.ts';

export type EntryPorts = FeedbackPorts &
  Omit<ReceivePorts, 'answer'> & {
    readonly sent: Pick<Messages, 'find'>;
    /** ARN of our linked number. */
    readonly ours?: string;
  };

/**
 * Takes all that one event of WhatsApp carries, each part by itself: one that fails keeps no other from being dealt with,
 * and one that cannot be read lies in the dead letters alone.
 *
 * @throws what parts failed with, after all were tried: each may be taken again
 */
export async function takeEntries(event: Envelope, occasion: Occasion, ports: EntryPorts): Promise<void> {
  const failures: unknown[] = [];
  for (const heard of heardIn(event, ports.ours)) {
    try {
      await take(heard, event, occasion, ports);
    } catch (error) {
      if (error instanceof Unusable) await deadLetter(event, error.message, {});
      else failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} parts of ${event.id} failed`);
}

/**
 * STOP, START and HELP are obeyed here and not answered: what asks for an answer is about texts, and only touch carries a
 * client that sends.
 */
async function take(heard: Heard, event: Envelope, occasion: Occasion, ports: EntryPorts): Promise<void> {
  switch (heard.what) {
    case 'message':
      return tell(heard.message, await receive(heard.message, occasion, { ...ports, answer: async () => {} }));
    case 'preference':
      return takePreference(heard.preference, event, occasion, ports);
    case 'status':
      return takeStatus(heard.status, event, occasion, ports);
    case 'foreign':
      return countForeign('end-user-messaging', { event: event.id });
    case 'none':
      return log('info', 'received', { channel: 'whatsapp', as: heard.name, id: heard.id });
    case 'unknown':
      return countUnknownStatus('whatsapp', heard.name, { event: event.id, id: heard.id });
    case 'unreadable': {
      const { place, rule, id } = heard;
      return deadLetter(event, `${event['detail-type']} ${event.id}: ${place}: ${rule}`, { place, id });
    }
  }
}

/** Without what it says: ids, and where in the event it was. */
async function deadLetter({ id, time, source, ...about }: Envelope, reason: string, detail: object): Promise<void> {
  const letter = { id, time, source, 'detail-type': about['detail-type'], detail };
  await deadLetterUnusable(letter, reason, { event: id });
}

/** Only a stop changes anything: a resume gives back no consent, which is given to us and not to WhatsApp. */
async function takePreference(
  { address, value, at, detail }: Preference,
  event: Envelope,
  occasion: Occasion,
  ports: EntryPorts,
): Promise<void> {
  const channel = 'whatsapp';
  const received = Math.min(fromIso(event.time), occasion.now());
  const said = Math.min(at ?? received, received);
  const wording = detail !== undefined && { wording: detail };
  const users =
    value === 'stop'
      ? await stopMarketing({ channel, address, at: said, event: `whatsapp ${said}`, ...wording }, occasion, ports)
      : [];
  log('info', 'received', { channel, as: `marketing-${value}`, users: users.length, event: event.id });
  if (value !== 'stop' || users.length > 0) return;
  const unknown = { level: 'warn', message: 'stopped marketing messages, and nobody is known by it', event: event.id };
  count('ForReview', { Channel: channel }, unknown);
}

async function takeStatus(status: EntryStatus, event: Envelope, occasion: Occasion, ports: EntryPorts): Promise<void> {
  const feedback = await statusInEntry(status, event, occasion.now(), ports.sent);
  if (!feedback) return;
  try {
    await takeFeedback(feedback, occasion, ports);
  } catch (error) {
    // What a message brings back names its touch and not its stage: two stages may share a number.
    if (!(error instanceof Unusable)) throw error;
    countForeign('end-user-messaging', { event: event.id });
  }
}
