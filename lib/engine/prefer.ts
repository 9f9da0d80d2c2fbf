import { type Channel, channels } from '../domain/channel.ts';
import type { ConsentEvidence } from '../domain/consent.ts';
import { changePreferences, type PreferenceChange } from '../domain/preferences.ts';
import { bindTheirMailbox, type MailboxPorts, reopen } from './addresses/mailbox.ts';
import type { Evidence, Occasion, Person } from './ports.ts';
import { changeLedger } from './race.ts';
import { isKnown } from './withdraw.ts';

export interface PreferPorts extends MailboxPorts {
  readonly evidence: Evidence;
}

/** Somebody chose what they get. */
export interface Preferred {
  readonly user: string;
  readonly change: PreferenceChange;
  /** What they read beside each channel that changes, in their language. */
  readonly wording: Readonly<Partial<Record<Channel, string>>>;
  /** When, epoch milliseconds. */
  readonly at: number;
  /** The request that told us. */
  readonly event: string;
}

/**
 * Writes all that a person chose in one go: once this returns, no touch is claimed against it. A yes is proven before it
 * counts, a no counts before it is proven; whoever asks again after a failure does no harm. A no to email binds the
 * mailbox, first of all; a yes takes back their own no to it.
 *
 * @returns false for somebody unknown, or erased meanwhile: nothing was written into their ledger
 */
export async function prefer(
  { user, change, wording, at, event }: Preferred,
  occasion: Occasion,
  ports: PreferPorts,
): Promise<boolean> {
  const { people, evidence } = ports;
  const prove = async (on: boolean, said: Pick<ConsentEvidence, 'status' | 'basis'>) => {
    for (const channel of channels.filter((each) => change.channels?.[each] === on)) {
      const words = wording[channel];
      const about = { channel, purpose: 'marketing', source: 'preference centre', at, event } as const;
      await evidence.append(user, { ...about, ...said, ...(words !== undefined && { wording: words }) });
    }
  };
  await prove(true, { status: 'granted', basis: 'express' });
  const email = change.channels?.email;
  if (email === false) await bindTheirMailbox({ user, at }, occasion, ports);
  let before: Person | undefined;
  const written = await changeLedger(people, occasion, user, (person) => {
    before = person;
    return isKnown(person) ? changePreferences(person.ledger, change, at) : null;
  });
  if (!written) return false;
  await prove(false, { status: 'withdrawn' });
  const yes = { user, channel: 'email', basis: 'express', at, informed: true } as const;
  if (email === true && before) await reopen(yes, before, occasion, ports);
  return true;
}
