import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileChange } from '../../../lib/domain/profile.ts';
import { identify } from '../../../lib/engine/identify.ts';
import { hour, monday, Surroundings } from '../surroundings.ts';
import { portsOf, tell } from './telling.ts';

describe('a device', () => {
  const token = (name: string) => ({ platform: 'fcm', token: name }) as const;
  const devicesOf = (world: Surroundings, user: string) =>
    (world.profiles.get(user)?.profile.push ?? []).map((each) => each.token);

  it('belongs to whoever named it last, and the one before keeps the others, in whatever order it is told', async () => {
    const steps = [
      (world: Surroundings) => tell(world, 'a', monday, { push: [token('DEVICE'), token('TABLET')] }),
      (world: Surroundings) => tell(world, 'b', monday + hour, { addPush: [token('DEVICE')] }),
      (world: Surroundings) => tell(world, 'c', monday + hour / 2, { push: [token('DEVICE')] }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(steps, { minLength: 3 }), async (order) => {
        const world = new Surroundings();
        for (const step of order) await step(world);
        expect(['a', 'b', 'c'].map((user) => devicesOf(world, user))).toEqual([['TABLET'], ['DEVICE'], []]);
        expect(world.book.listed('push', 'DEVICE')).toEqual(['b']);
        expect(world.profiles.get('a')?.profile.loose).toBeUndefined();
      }),
    );
  });

  it('changes hands by a retry, wherever an attempt died', async () => {
    for (let call = 1; call <= 20; call++) {
      for (const when of ['before', 'after'] as const) {
        const world = new Surroundings();
        await tell(world, 'a', monday, { push: [token('DEVICE'), token('TABLET')] });
        world.calls = 0;
        world.kill = { call, when };
        const news = () => tell(world, 'b', monday + hour, { push: [token('DEVICE')] });
        await news().catch(() => {});
        world.kill = null;
        await news();
        expect(['a', 'b'].map((user) => devicesOf(world, user))).toEqual([['TABLET'], ['DEVICE']]);
        expect(world.book.listed('push', 'DEVICE')).toEqual(['b']);
      }
    }
  });

  it('goes back to whoever names it again, and is let go at log-out', async () => {
    const world = new Surroundings();
    await tell(world, 'a', monday, { push: [token('DEVICE')] });
    await tell(world, 'b', monday + hour, { push: [token('DEVICE')] });
    await tell(world, 'b', monday + 2 * hour, { push: [] });
    expect(world.book.listed('push', 'DEVICE')).toEqual([]);
    await tell(world, 'c', monday + hour / 2, { push: [token('DEVICE')] });
    expect(devicesOf(world, 'c')).toEqual([]);
    await tell(world, 'a', monday + 3 * hour, { addPush: [token('DEVICE')] });
    expect([devicesOf(world, 'a'), devicesOf(world, 'b')]).toEqual([['DEVICE'], []]);
  });
});

describe('a change of addresses that is interrupted', () => {
  const before = {
    email: 'old@example.com',
    phone: '+4915112345678',
    push: [{ platform: 'fcm', token: 'T1' }],
  } as const;
  const after = {
    email: 'new@example.com',
    phone: '+4915187654321',
    push: [{ platform: 'fcm', token: 'T2' }],
  } as const;
  const places = [
    ['email', before.email],
    ['sms', before.phone],
    ['push', 'T1'],
    ['email', after.email],
    ['sms', after.phone],
    ['push', 'T2'],
  ] as const;
  const listedIn = (world: Surroundings) =>
    places.map(([channel, address]) => world.book.listed(channel, address).length);
  const kills = Array.from({ length: 40 }, (_, n) => n + 1).flatMap((call) =>
    (['before', 'after'] as const).map((when) => ({ call, when })),
  );

  const started = async (kill: { call: number; when: 'before' | 'after' }) => {
    const world = new Surroundings();
    await tell(world, 'a', monday, before);
    await world.book.suppress('sms', after.phone, { reason: 'bounced', at: monday });
    world.calls = 0;
    world.kill = kill;
    const died = await tell(world, 'a', monday + hour, after).then(
      () => false,
      () => true,
    );
    world.kill = null;
    return { world, died };
  };

  it('is finished by its retry: each address lists who has it, and the ledger says what the new number says', async () => {
    for (const kill of kills) {
      const { world } = await started(kill);
      await tell(world, 'a', monday + hour, after);
      expect(listedIn(world)).toEqual([0, 0, 0, 1, 1, 1]);
      expect(world.ledgers.get('a')?.suppressed.sms).toMatchObject({ reason: 'bounced' });
      expect(world.profiles.get('a')?.profile.loose).toBeUndefined();
    }
  });

  it('leaves no id behind when something else comes instead of the retry', async () => {
    for (const kill of kills) {
      const { world } = await started(kill);
      await tell(world, 'a', monday + 2 * hour, { traits: { plan: 'pro' } });
      const isNew = world.profiles.get('a')?.profile.email === after.email;
      expect(listedIn(world)).toEqual(isNew ? [0, 0, 0, 1, 1, 1] : [1, 1, 1, 0, 0, 0]);
    }
  });

  it('never names a number whose suppression the ledger does not know', async () => {
    for (const kill of kills) {
      const { world } = await started(kill);
      if (world.profiles.get('a')?.profile.phone !== after.phone) continue;
      expect(world.ledgers.get('a')?.suppressed.sms).toMatchObject({ reason: 'bounced' });
    }
  });

  it('of a person erased meanwhile leaves nothing, though an attempt had linked', async () => {
    for (const kill of kills) {
      const world = new Surroundings();
      world.kill = kill;
      await tell(world, 'a', monday, after).catch(() => {});
      world.kill = null;
      world.erase('a', monday + hour);
      const again = { user: 'a', at: monday, event: 'e', change: after, begins: true };
      await expect(identify(again, world.occasion(), portsOf(world))).rejects.toThrow('was erased');
      expect(listedIn(world)).toEqual([0, 0, 0, 0, 0, 0]);
      expect(world.profiles.has('a')).toBe(false);
    }
  });

  it('and others at the same time leave each address with whom its profile names, however they interleave', async () => {
    const news: readonly (readonly [user: string, hours: number, change: ProfileChange])[] = [
      ['a', 1, after],
      ['a', 2, { traits: { plan: 'pro' } }],
      ['a', 3, { email: before.email, push: [...before.push, ...after.push] }],
      ['b', 2, { email: before.email, push: after.push }],
    ];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = new Surroundings();
        await tell(world, 'a', monday, before);
        const calls = <T extends object>(port: T): T =>
          Object.fromEntries(
            Object.entries(port).map(([name, call]) => [name, scheduler.scheduleFunction(call as never)]),
          ) as T;
        const ports = { ...portsOf(world), people: calls(world.people), addresses: calls(world.book) };
        const all = news.map(([user, hours, change]) =>
          identify(
            { user, at: monday + hours * hour, event: `${hours}`, change, begins: true },
            world.occasion(),
            ports,
          ),
        );
        await scheduler.waitFor(Promise.all(all));
        const [a, b] = ['a', 'b'].map((user) => world.profiles.get(user)?.profile);
        expect(a).toMatchObject({ email: before.email, phone: after.phone, push: [...before.push, ...after.push] });
        expect(b).toMatchObject({ email: before.email, push: [] });
        expect([a?.loose, b?.loose]).toEqual([undefined, undefined]);
        const behind = places.map(([channel, address]) => [...world.book.listed(channel, address)].sort().join(' '));
        expect(behind).toEqual(['a b', '', 'a', '', 'a', 'a']);
      }),
      { numRuns: 300 },
    );
  });

  it('is no change at all where only the spelling changes', async () => {
    const world = new Surroundings();
    await tell(world, 'a', monday, { email: 'Ann@example.com' });
    await tell(world, 'a', monday + hour, { email: 'ann@Example.com' });
    expect(world.book.listed('email', 'ann@example.com')).toEqual(['a']);
  });
});
