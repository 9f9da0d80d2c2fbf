import { iso } from '../../domain/instant.ts';
import type { Fact } from '../facts.ts';
import { chance, pick } from '../random.ts';

const share = 0.15;

/**
 * Now and then something happens just when a journey wakes up for somebody: a withdrawal, a goal, an erasure, another
 * cancellation. Drawn by the run and its step alone.
 *
 * @param until when the execution wakes, epoch milliseconds
 */
export function aimedAt(seed: number, until: number, input: unknown, now: number): Fact | null {
  const { run, touch } = (input ?? {}) as {
    run?: { user?: string; id?: string; journey?: string };
    touch?: { branch?: string };
  };
  const { user, id: runId = '', journey = '' } = run ?? {};
  const names = [runId, touch?.branch ?? '', String(until)];
  if (user === undefined || chance(seed, 'aims', ...names) >= share) return null;
  const at = Math.max(now, Math.floor(until - 500 + 2_500 * chance(seed, 'aimed at', ...names)));
  const id = `${user} aimed ${journey} ${touch?.branch ?? ''} ${iso(until)}`;
  const tell = (type: string, detail: object = {}): Fact => {
    const about = { userId: user, eventId: id, occurredAt: iso(Math.floor(at / 1000) * 1000), ...detail };
    return { does: 'tell', at, type, id, detail: about };
  };
  const goal =
    journey === 'win-back' ? tell('subscription.reactivated', { monthlyPrice: 9 }) : tell('onboarding.completed');
  const channel = pick(chance(seed, 'aimed channel', ...names), ['email', 'push', 'sms', 'whatsapp', 'inapp']);
  return pick(chance(seed, 'aimed with', ...names), [
    tell('consent.changed', { channel, status: 'withdrawn' }),
    goal,
    tell('account.deleted'),
    tell('user.erased'),
    tell('subscription.canceled', { reason: 'price' }),
  ]);
}
