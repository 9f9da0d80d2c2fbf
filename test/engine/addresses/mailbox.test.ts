import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyProfile } from '../../../lib/domain/profile.ts';
import { consent } from '../../../lib/engine/identify.ts';
import { listen } from '../../../lib/engine/listen.ts';
import { prefer } from '../../../lib/engine/prefer.ts';
import { hour, monday, Surroundings } from '../surroundings.ts';
import { ann, erase, mailable, no, portsOf, tell, yes } from './telling.ts';

/** Two ids with one mailbox, who both agreed. */
async function household() {
  const world = new Surroundings();
  for (const user of ['a', 'b']) {
    await tell(world, user, monday, { email: ann, timezone: 'UTC' });
    await yes(world, user, 'express', monday);
  }
  return world;
}

describe('the no of a mailbox', () => {
  it('binds everybody behind it, and whoever comes to be, for marketing alone', async () => {
    const world = await household();
    expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([true, true]);
    await no(world, 'a', monday + hour);
    await tell(world, 'c', monday + 2 * hour, { email: 'ann@example.com' });
    await yes(world, 'c', 'double_opt_in', monday - hour);
    await yes(world, 'c', 'express', monday + 3 * hour);
    expect(['a', 'b', 'c'].map((user) => mailable(world, user))).toEqual([false, false, false]);
    expect(['a', 'b', 'c'].map((user) => mailable(world, user, 'transactional'))).toEqual([true, true, true]);
    expect(world.ledgers.get('b')?.consents['email.marketing']?.withdrawn).toBeUndefined();
  });

  it('is lifted by a later double opt-in of any id, except for the own no of others', async () => {
    const world = await household();
    await no(world, 'a', monday + hour);
    await yes(world, 'b', 'double_opt_in', monday + 2 * hour);
    expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([false, true]);
    await yes(world, 'a', 'express', monday + 3 * hour);
    expect(mailable(world, 'a')).toBe(true);
  });

  it('is lifted by a later express yes of the id that said it', async () => {
    const world = await household();
    await no(world, 'a', monday + hour);
    await yes(world, 'a', 'express', monday + 2 * hour);
    expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([true, true]);
  });

  it('is lifted by nothing that a record elsewhere repeats, told before the address or after it', async () => {
    const world = await household();
    await no(world, 'a', monday + hour);
    await tell(world, 'c', monday + 2 * hour, { email: ann });
    await yes(world, 'c', 'double_opt_in', monday + 3 * hour, true);
    await yes(world, 'd', 'double_opt_in', monday + 3 * hour, true);
    await tell(world, 'd', monday + 4 * hour, { email: ann });
    expect([mailable(world, 'b'), mailable(world, 'c'), mailable(world, 'd')]).toEqual([false, false, false]);
  });

  it('stays with the mailbox when its id moves on, and does not follow', async () => {
    const world = await household();
    await no(world, 'a', monday + hour);
    await tell(world, 'a', monday + 2 * hour, { email: 'new@example.com' });
    await tell(world, 'x', monday + 2 * hour, { email: 'new@example.com' });
    await yes(world, 'x', 'express', monday);
    expect([mailable(world, 'a'), mailable(world, 'b'), mailable(world, 'x')]).toEqual([false, false, true]);
    expect(world.book.listed('email', ann)).toEqual(['b']);
    await yes(world, 'a', 'double_opt_in', monday + 3 * hour);
    expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([true, false]);
  });

  it('is not lifted by a double opt-in that confirmed another mailbox', async () => {
    const world = await household();
    await tell(world, 'x', monday, { email: 'x@example.com' });
    await no(world, 'a', monday + hour);
    await yes(world, 'x', 'double_opt_in', monday + 2 * hour);
    await tell(world, 'x', monday + 3 * hour, { email: ann });
    expect([mailable(world, 'b'), mailable(world, 'x')]).toEqual([false, false]);
  });

  it('comes from “leave all” too, and the same page takes it back', async () => {
    const world = await household();
    const choose = (user: string, on: boolean) =>
      prefer(
        { user, change: { channels: { email: on, sms: on } }, wording: {}, at: world.time, event: 'r' },
        world.occasion(),
        portsOf(world),
      );
    await choose('a', false);
    expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([false, false]);
    world.time += hour;
    await choose('b', true);
    expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([false, false]);
    await choose('a', true);
    expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([true, true]);
  });

  it('comes from a complaint of one of two ids', async () => {
    const world = await household();
    const touch = { user: 'a', run: 'r', step: 'first-steps' };
    world.records.set('a/r/first-steps', { journey: 'welcome', channel: 'email', group: 'treatment', feedback: {} });
    const suppressing = { channel: 'email', reason: 'complained', addresses: [ann] } as const;
    const complaint = { touch, kind: 'complained', at: monday + hour, event: 'e', suppress: suppressing } as const;
    await listen(complaint, world.occasion(), portsOf(world));
    await world.book.reinstate('email', ann, monday + 2 * hour);
    await tell(world, 'c', monday + 3 * hour, { email: ann });
    await yes(world, 'c', 'express', monday + 3 * hour);
    expect(['a', 'b', 'c'].map((user) => mailable(world, user))).toEqual([false, false, false]);
    expect(mailable(world, 'c', 'transactional')).toBe(true);
  });

  it('is finished by a retry, and so is what takes it back, wherever an attempt died', async () => {
    const kills = Array.from({ length: 16 }, (_, n) => n + 1).flatMap((call) =>
      (['before', 'after'] as const).map((when) => ({ call, when })),
    );
    for (const kill of kills) {
      const world = await household();
      const again = async (act: () => Promise<unknown>) => {
        world.calls = 0;
        world.kill = kill;
        await act().catch(() => {});
        world.kill = null;
        await act();
      };
      await again(() => no(world, 'a', monday + hour));
      expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([false, false]);
      await again(() => yes(world, 'b', 'double_opt_in', monday + 2 * hour));
      expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([false, true]);
      await again(() => yes(world, 'a', 'express', monday + 3 * hour));
      expect([mailable(world, 'a'), mailable(world, 'b')]).toEqual([true, true]);
    }
  });

  it('ends the same in whatever order the events arrive', async () => {
    type Step = (world: Surroundings) => Promise<unknown>;
    const steps: readonly Step[] = [
      (world) => tell(world, 'a', monday, { email: ann, timezone: 'UTC' }),
      (world) => tell(world, 'b', monday, { email: ann, timezone: 'UTC' }),
      (world) => yes(world, 'a', 'express', monday),
      (world) => yes(world, 'b', 'double_opt_in', monday),
      (world) => yes(world, 'b', 'double_opt_in', monday + 3 * hour),
      (world) => yes(world, 'a', 'express', monday + 5 * hour),
    ];
    const word = (at: number) => (world: Surroundings) =>
      consent(
        { user: 'a', at, event: `no-${at}`, channel: 'email', purpose: 'marketing', status: 'withdrawn' },
        world.occasion(),
        portsOf(world),
      );
    for (const [at, expected] of [
      [monday + hour, [true, true]],
      [monday + 3 * hour, [true, true]],
      [monday + 4 * hour, [true, true]],
      [monday + 5 * hour, [false, false]],
      [monday + 6 * hour, [false, false]],
    ] as const) {
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray([...steps, word(at)], { minLength: steps.length + 1 }), async (order) => {
          const world = new Surroundings();
          for (const step of order) await step(world);
          expect(['a', 'b'].map((user) => mailable(world, user))).toEqual(expected);
        }),
        { numRuns: 30 },
      );
    }
  });
});

describe('an address that an erasure suppressed', () => {
  const erased = async () => {
    const world = new Surroundings();
    await tell(world, 'old', monday, { email: ann });
    await erase(world, 'old', monday + hour);
    return world;
  };

  it('stays closed to marketing for an import, and open to receipts', async () => {
    const world = await erased();
    await tell(world, 'new', monday + 2 * hour, { email: ann });
    await yes(world, 'new', 'double_opt_in', monday);
    expect([mailable(world, 'new'), mailable(world, 'new', 'transactional')]).toEqual([false, true]);
  });

  it.each([
    ['after', ['profile', 'consent']],
    ['before', ['consent', 'profile']],
  ])('is opened by a later double opt-in that comes %s the address', async (_, order) => {
    const world = await erased();
    for (const each of order) {
      if (each === 'profile') await tell(world, 'new', monday + 2 * hour, { email: ann });
      else await yes(world, 'new', 'double_opt_in', monday + 2 * hour);
    }
    expect(mailable(world, 'new')).toBe(true);
    expect(world.profiles.get('new')?.profile).toEqual({
      ...emptyProfile,
      email: ann,
      told: { email: monday + 2 * hour },
    });
  });
});
