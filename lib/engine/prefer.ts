import { type Channel, channels } from '../domain/channel.ts';
import type { ConsentEvidence } from '../domain/consent.ts';
import { changePreferences, type PreferenceChange } from '../domain/preferences.ts';
import type { Evidence, Occasion, People } from './ports.ts';
import { changeLedger } from './race.ts';
import { isKnown } from './withdraw.ts';

export interface PreferPorts {
  readonly people: Pick<People, 'read' | 'writeLedger'>;
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
 * counts, a no counts before it is proven; whoever asks again after a failure does no harm.
 *
 * @returns false for somebody unknown, or erased meanwhile: nothing was written into their ledger
 */
export async function prefer(
  { user, change, wording, at, event }: Preferred,
  occasion: Occasion,
  { people, evidence }: PreferPorts,
): Promise<boolean> {
  const prove = async (on: boolean, said: Pick<ConsentEvidence, 'status' | 'basis'>) => {
    for (const channel of channels.filter((each) => change.channels?.[each] === on)) {
      const words = wording[channel];
      const about = { channel, purpose: 'marketing', source: 'preference centre', at, event } as const;
      await evidence.append(user, { ...about, ...said, ...(words !== undefined && { wording: words }) });
    }
  };
  await prove(true, { status: 'granted', basis: 'express' });
  const written = await changeLedger(people, occasion, user, (person) =>
    isKnown(person) ? changePreferences(person.ledger, change, at) : null,
  );
  if (written) await prove(false, { status: 'withdrawn' });
  return written;
}
