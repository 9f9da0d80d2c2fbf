import type { Basis } from '../../../lib/domain/consent.ts';
import { decide } from '../../../lib/domain/decide.ts';
import { emptyLedger } from '../../../lib/domain/ledger.ts';
import { addressesHeld, type ProfileChange } from '../../../lib/domain/profile.ts';
import { consent, identify } from '../../../lib/engine/identify.ts';
import { withdraw } from '../../../lib/engine/withdraw.ts';
import { hour, program, type Surroundings, welcome } from '../surroundings.ts';

export const ann = 'Ann@Example.com';
export const portsOf = (world: Surroundings) => ({
  ...world,
  ...world.rules,
  addresses: world.book,
  evidence: { append: async () => {} },
});

export const tell = (world: Surroundings, user: string, at: number, change: ProfileChange) =>
  identify({ user, at, event: `profile-${user}-${at}`, change, begins: true }, world.occasion(), portsOf(world));
export const yes = (world: Surroundings, user: string, basis: Basis, at: number, restated = false) =>
  consent(
    {
      user,
      at,
      event: `yes-${user}-${basis}-${at}`,
      channel: 'email',
      purpose: 'marketing',
      status: 'granted',
      basis,
      restated,
    },
    world.occasion(),
    portsOf(world),
  );
export const no = (world: Surroundings, user: string, at: number) =>
  withdraw(
    { user, channel: 'email', purpose: 'marketing', at, source: 'unsubscribe link', event: `no-${user}-${at}` },
    world.occasion(),
    portsOf(world),
  );

/** An erasure that has finished. */
export async function erase(world: Surroundings, user: string, at: number): Promise<void> {
  const profile = world.profiles.get(user)?.profile;
  for (const { channel, address } of profile ? addressesHeld(profile) : []) {
    const others = await world.book.release(channel, address, user);
    if (channel !== 'push' && others.length === 0)
      await world.book.suppress(channel, address, { reason: 'erased', at });
  }
  world.erase(user, at);
}

/** Whether a marketing email, or a transactional one, would leave. */
export function mailable(
  world: Surroundings,
  user: string,
  purpose: 'marketing' | 'transactional' = 'marketing',
): boolean {
  const run = {
    id: 'r',
    journey: 'welcome',
    group: 'treatment',
    at: 0,
    since: 0,
    priority: 1,
    arms: {},
    data: {},
    by: '',
  };
  const decision = decide({
    now: world.time + 10 * hour,
    user,
    run: { ...run, group: 'treatment', last: 'hello' },
    journey: { ...welcome, purpose },
    step: welcome.steps['first-steps'],
    stepName: 'first-steps',
    profile: world.profiles.get(user)?.profile ?? null,
    ledger: world.ledgers.get(user) ?? emptyLedger,
    program: { ...program, windows: {} },
  });
  return decision.verdict === 'send';
}
