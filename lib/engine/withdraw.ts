import type { Channel, Purpose } from '../domain/channel.ts';
import { consentKey, isWithdrawn, stateConsent } from '../domain/consent.ts';
import type { Tally } from '../domain/tally.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import type { TouchRecord } from '../domain/touch-record.ts';
import { bindTheirMailbox, type MailboxPorts } from './addresses/mailbox.ts';
import type { Evidence, Occasion, Person, Touches } from './ports.ts';
import { decideOnLedger } from './race.ts';

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
  /** Whether it may begin somebody anew who was erased before: what apps tell of consent does. */
  readonly begins?: boolean;
}

/** The touch that a no is counted against, once. */
export interface Answered {
  readonly touch: TouchRef;
  readonly record: TouchRecord;
}

/**
 * Withdraws a person's consent: once this returns, no touch is claimed on this channel and purpose. A no to marketing by
 * email binds the mailbox first, for everybody who has it or will have it.
 *
 * @param answered finds what it is counted against, in the same write, when it is news; by default nothing
 * @returns false when the last word was no before
 * @throws ErasedError when the person was erased
 */
export async function withdraw(
  said: Withdrawal,
  occasion: Occasion,
  ports: WithdrawPorts,
  answered?: () => Promise<Answered | null>,
): Promise<boolean> {
  const { user, channel, purpose, at } = said;
  if (channel !== 'email' || purpose !== 'marketing') return withdrawOwn(said, occasion, ports, answered);
  const isBound = await bindTheirMailbox({ user, at }, occasion, ports);
  const news = await withdrawOwn(said, occasion, ports, answered);
  // Their mailbox may have become known while this was written.
  if (!isBound) await bindTheirMailbox({ user, at }, occasion, ports);
  return news;
}

/**
 * The same for this person alone: writes the withdrawal into their ledger, which every claim checks, then the evidence.
 *
 * @param answered finds what it is counted against, in the same write, when it is news; by default nothing
 * @returns false when the last word was no before
 * @throws ErasedError when the person was erased
 */
export async function withdrawOwn(
  { user, channel, purpose, at, begins = false, ...said }: Withdrawal,
  occasion: Occasion,
  { people, evidence }: Pick<WithdrawPorts, 'people' | 'evidence'>,
  answered: () => Promise<Answered | null> = async () => null,
): Promise<boolean> {
  const key = consentKey(channel, purpose);
  const decide = async ({ ledger }: Pick<Person, 'ledger'>) => {
    const answer = !isWithdrawn(ledger.consents[key]);
    const consents = stateConsent(ledger.consents, key, { status: 'withdrawn', at });
    if (consents[key]?.withdrawn === ledger.consents[key]?.withdrawn) return { answer };
    const against = answer ? await answered() : null;
    const counts = against ? [optOutTally(against, at)] : [];
    return { answer, ledger: { ...ledger, consents }, beside: { counts } };
  };
  const news = await decideOnLedger(people, occasion, user, decide, { at, begins });
  await evidence.append(user, { channel, purpose, status: 'withdrawn', at, ...said });
  return news;
}

const optOutTally = ({ touch: { user, step }, record: { journey, group, channel } }: Answered, at: number): Tally => ({
  journey,
  group,
  at,
  user,
  of: channel,
  add: { unsubscribed: 1, [`${step}.unsubscribed`]: 1 },
});

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
  ports: WithdrawPorts & { readonly touches: Pick<Touches, 'read'> },
): Promise<boolean | null> {
  const { touch, ...withdrawal } = said;
  if (!isKnown(await ports.people.read(said.user))) return null;
  return withdraw(withdrawal, occasion, ports, async () => {
    const record = touch ? await ports.touches.read(touch) : null;
    return touch && record ? { touch, record } : null;
  });
}
