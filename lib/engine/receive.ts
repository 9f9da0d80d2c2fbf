import { type Keyword, keywordOf, keywordOfPayload } from '../domain/keywords.ts';
import type { ListenPorts } from './listen.ts';
import type { AppEvents, EvidenceLog, Inbound, Occasion, Touches } from './ports.ts';
import { obey } from './receive/keyword.ts';
import { located } from './receive/sender.ts';
import { hearOut, readEdit } from './receive/text.ts';

export interface ReceivePorts extends ListenPorts {
  readonly touches: ListenPorts['touches'] & Pick<Touches, 'latest'>;
  readonly evidence: EvidenceLog;
  readonly inbound: Inbound;
  readonly appEvents: AppEvents;
  /** Writes back to the sender of the message at hand. @param locale of whoever is behind the number, if known */
  answer(keyword: Keyword, locale: string | undefined): Promise<void>;
}

/** What somebody wrote to us. */
export interface Incoming {
  readonly provider: string;
  /** The provider's id of the message, the same however often it is delivered. */
  readonly id: string;
  readonly channel: 'sms' | 'whatsapp';
  /** E.164; of somebody who shows none on WhatsApp, `userId`. */
  readonly address: string;
  /** Who they are on WhatsApp to this business alone, where WhatsApp says so: `DE.1502576394655843`. */
  readonly userId?: string;
  readonly text: string;
  /** What the button carries whose label is `text`. */
  readonly payload?: string;
  /** Whether it is another wording of a message that came before. */
  readonly edited?: true;
  /** The keyword as the provider read it, in whatever language; the provider has answered it then. */
  readonly keyword?: Keyword;
}

/** The message as its procedures take it: with the time that holds, however often it is delivered. */
export interface Received extends Incoming {
  /** When it was first received, epoch milliseconds. */
  readonly at: number;
  readonly again: boolean;
}

/** What came of it, in words that may be logged. */
export interface Reception {
  readonly as: Keyword | 'text' | 'edit' | 'repeated';
  readonly users: readonly string[];
  /** Whether somebody should read it: it speaks of stopping without being the keyword. */
  readonly review: boolean;
}

/**
 * Takes one message. STOP, START and HELP are obeyed and answered once; anything else is news for journeys and for the
 * touch that it answers. Another wording of an earlier message says no more than STOP. Told again, it changes nothing.
 */
export async function receive(incoming: Incoming, occasion: Occasion, ports: ReceivePorts): Promise<Reception> {
  const { provider, id } = incoming;
  const { at, again, done } = await ports.inbound.begin(provider, id, occasion.now(), occasion.invocation);
  if (done) return { as: 'repeated', users: [], review: false };
  const message = await located({ ...incoming, at, again }, occasion, ports);
  const reception = await take(message, occasion, ports);
  await ports.inbound.finish(provider, id);
  return reception;
}

function take(message: Received, occasion: Occasion, ports: ReceivePorts): Promise<Reception> {
  const { text, payload, edited } = message;
  const keyword = message.keyword ?? keywordOf(text) ?? keywordOfPayload(payload ?? '');
  if (edited && keyword !== 'stop') return readEdit(message, ports);
  return keyword ? obey(keyword, message, occasion, ports) : hearOut(message, occasion, ports);
}
