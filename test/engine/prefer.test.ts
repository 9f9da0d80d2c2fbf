import { describe, expect, it } from 'vitest';
import { channels } from '../../lib/domain/channel.ts';
import { emptyLedger } from '../../lib/domain/ledger.ts';
import type { PreferenceChange } from '../../lib/domain/preferences.ts';
import { prefer } from '../../lib/engine/prefer.ts';
import { requestOf, signUp, touchOnce } from './journey-of.ts';
import { day, monday, Surroundings } from './surroundings.ts';

const choose = (world: Surroundings, change: PreferenceChange, user = 'ada') =>
  prefer(
    { user, change, wording: { push: 'You may notify me.' }, at: world.time, event: 'request-1' },
    world.occasion(),
    {
      people: world.people,
      addresses: world.book,
      // Counted as a call to the outside, at which an invocation may die.
      evidence: { append: async (_, said) => world.announcer.announce([]).then(() => void world.evidence.push(said)) },
    },
  );

const signedUp = async () => {
  const world = new Surroundings();
  world.know('ada');
  await signUp(world);
  return world;
};

describe('prefer', () => {
  it.each<[string, PreferenceChange, string]>([
    ['a channel off', { channels: { push: false } }, 'consent-withdrawn'],
    ['a pause', { pausedUntil: monday + 30 * day }, 'paused-by-person'],
    [
      'everything off',
      { channels: Object.fromEntries(channels.map((channel) => [channel, false])) },
      'consent-withdrawn',
    ],
  ])('lets no touch be claimed against %s once it returns', async (_, change, reason) => {
    const world = await signedUp();
    expect(await choose(world, change)).toBe(true);
    await touchOnce(world, requestOf('hello'));
    expect(world.sent).toEqual([]);
    expect([...world.records.values()][0]).toMatchObject({ outcome: 'skipped', reason });
  });

  it('keeps what was read and said, for each channel that changed', async () => {
    const world = await signedUp();
    await choose(world, { channels: { push: false, email: true } });
    const about = { purpose: 'marketing', source: 'preference centre', at: world.time, event: 'request-1' };
    expect(world.evidence).toEqual([
      { ...about, channel: 'email', status: 'granted', basis: 'express' },
      { ...about, channel: 'push', status: 'withdrawn', wording: 'You may notify me.' },
    ]);
  });

  it('proves a yes before it counts, and lets a no count before it is proven', async () => {
    for (const [kill, channelsChosen] of [
      [{ call: 1, when: 'after' }, { sms: true }],
      [{ call: 3, when: 'before' }, { push: false }],
    ] as const) {
      const world = await signedUp();
      world.calls = 0;
      world.kill = kill;
      await expect(choose(world, { channels: channelsChosen })).rejects.toThrow('killed');
      const { consents } = world.ledgers.get('ada') ?? emptyLedger;
      if ('sms' in channelsChosen) expect(consents['sms.marketing']?.granted.express).toBeUndefined();
      else expect(consents['push.marketing']?.withdrawn).toBe(world.time);
    }
  });

  it('writes nothing about somebody who is not there', async () => {
    const world = new Surroundings();
    expect(await choose(world, { channels: { push: false } }, 'nobody')).toBe(false);
    expect([world.ledgers.size, world.evidence.length]).toEqual([0, 0]);
  });
});
