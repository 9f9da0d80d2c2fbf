import type { Channel, Purpose } from '../domain/channel.ts';
import { consentKey, isWithdrawn, stateConsent } from '../domain/consent.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import { bindTheirMailbox, type MailboxPorts } from './addresses/mailbox.ts';
import type { Evidence, Occasion, Person, Tallies, Touches } from './ports.ts';
import { changeLedger } from './race.ts';

export interface WithdrawPorts extends MailboxPorts {
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
}

/**
 * Withdraws a person's consent: once this returns, no touch is claimed on this channel and purpose. A no to marketing by
 * email binds the mailbox first, for everybody who has it or will have it.
 *
 * @returns false when the last word was no before
 */
export async function withdraw(said: Withdrawal, occasion: Occasion, ports: WithdrawPorts): Promise<boolean> {
  const { user, channel, purpose, at } = said;
  if (channel !== 'email' || purpose !== 'marketing') return withdrawOwn(said, occasion, ports);
  const isBound = await bindTheirMailbox({ user, at }, occasion, ports);
  const news = await withdrawOwn(said, occasion, ports);
  // Their mailbox may have become known while this was written.
  if (!isBound) await bindTheirMailbox({ user, at }, occasion, ports);
  return news;
}

/**
 * The same for this person alone: writes the withdrawal into their ledger, which every claim checks, then the evidence.
 *
 * @returns false when the last word was no before
 */
export async function withdrawOwn(
  { user, channel, purpose, at, ...said }: Withdrawal,
  occasion: Occasion,
  { people, evidence }: Pick<WithdrawPorts, 'people' | 'evidence'>,
): Promise<boolean> {
  const key = consentKey(channel, purpose);
  let news = true;
  await changeLedger(people, occasion, user, ({ ledger }) => {
    news = !isWithdrawn(ledger.consents[key]);
    const consents = stateConsent(ledger.consents, key, { status: 'withdrawn', at });
    return consents[key]?.withdrawn === ledger.consents[key]?.withdrawn ? null : { ...ledger, consents };
  });
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
