import type { Channel, Purpose } from '../domain/channel.ts';
import { consentKey, isWithdrawn, stateConsent } from '../domain/consent.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import type { Evidence, Occasion, People, Person, Tallies, Touches } from './ports.ts';
import { changeLedger } from './race.ts';

export interface WithdrawPorts {
  readonly people: Pick<People, 'read' | 'writeLedger'>;
  readonly evidence: Evidence;
}

/** Somebody said no, in whatever way. */
export interface Withdrawal {
  readonly user: string;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** When they said it, epoch milliseconds. */
  readonly at: number;
  /** How: `one-click`, `complaint`, the source that an app gave, … */
  readonly source: string;
  readonly wording?: string;
  /** The event or request that told us. */
  readonly event: string;
  /** Whether it may begin somebody anew who was erased before: what apps tell of consent does. */
  readonly begins?: boolean;
}

/**
 * Writes the withdrawal into the ledger, which every claim checks: once this returns, no touch is claimed on this
 * channel and purpose. Then the evidence.
 *
 * @returns false when the last word was no before
 * @throws ErasedError when the person was erased
 */
export async function withdraw(
  { user, channel, purpose, at, begins = false, ...said }: Withdrawal,
  occasion: Occasion,
  { people, evidence }: WithdrawPorts,
): Promise<boolean> {
  const key = consentKey(channel, purpose);
  let news = true;
  const change = ({ ledger }: Pick<Person, 'ledger'>) => {
    news = !isWithdrawn(ledger.consents[key]);
    const consents = stateConsent(ledger.consents, key, { status: 'withdrawn', at });
    return consents[key]?.withdrawn === ledger.consents[key]?.withdrawn ? null : { ...ledger, consents };
  };
  await changeLedger(people, occasion, user, change, { at, begins });
  await evidence.append(user, { channel, purpose, status: 'withdrawn', at, ...said });
  return news;
}

/** Whether we have ever heard of this person: the answer to a link of somebody unknown is the same as to a forged one. */
export function isKnown({ ledger, profile }: Pick<Person, 'ledger' | 'profile'>): boolean {
  return ledger.version > 0 || profile !== null;
}

/**
 * Follows an unsubscribe link, and counts the no against the message that it came from.
 *
 * @returns `null` for somebody unknown, else whether it was news
 */
export async function withdrawByLink(
  said: Withdrawal & { readonly touch?: TouchRef },
  occasion: Occasion,
  ports: WithdrawPorts & { readonly touches: Pick<Touches, 'read'>; readonly tallies: Tallies },
): Promise<boolean | null> {
  const { touch, ...withdrawal } = said;
  if (!isKnown(await ports.people.read(said.user))) return null;
  const news = await withdraw(withdrawal, occasion, ports);
  const record = touch && news ? await ports.touches.read(touch) : null;
  if (touch && record) {
    const { journey, group, channel } = record;
    const add = { unsubscribed: 1, [`${touch.step}.unsubscribed`]: 1 };
    await ports.tallies.add({ journey, group, at: said.at, user: said.user, of: channel, add });
  }
  return news;
}
