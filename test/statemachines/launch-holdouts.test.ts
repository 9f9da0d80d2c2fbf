import { describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { channels } from '../../lib/domain/channel.ts';
import { holdoutOf } from '../../lib/domain/holdout.ts';
import launch from '../../statemachines/journeys/launch/journey.ts';
import { program } from '../../statemachines/program.ts';

const markets = ['US', 'DE', 'BR', 'IN', 'GB'];
const people = Array.from({ length: 50_000 }, (_, n) => ({ user: `user-${n}`, market: markets[n % 5] }));
/** Who is held out from one channel, by its own share alone. */
const out = (user: string, channel: (typeof channels)[number]) =>
  holdoutOf(user, channel, undefined, { ...launch.holdouts, global: 0 }) === channel;
const share = (of: readonly { user: string }[], is: (user: string) => boolean) =>
  of.filter(({ user }) => is(user)).length / of.length;

describe('the launch', () => {
  it.each(channels)('holds out 5% from %s, in every market alike', (channel) => {
    for (const market of markets) {
      const there = people.filter((person) => person.market === market);
      expect(Math.abs(share(there, (user) => out(user, channel)) - 0.05), market).toBeLessThan(0.008);
    }
  });

  it('holds out others from each channel, and others again from everything and as its control', () => {
    const held = people.filter(({ user }) => out(user, 'email'));
    const rest = (user: string) =>
      channels.filter((channel) => channel !== 'email').filter((channel) => out(user, channel));
    const alsoOut = held.reduce((sum, { user }) => sum + rest(user).length, 0) / held.length / 4;
    expect(Math.abs(alsoOut - 0.05)).toBeLessThan(0.01);
    const globally = (user: string) =>
      holdoutOf(user, 'email', undefined, { global: launch.holdouts?.global ?? 0 }) === 'global';
    const control = (user: string) =>
      pickArm(controlSalt(launch.name), user, { control: launch.control ?? 0 }) === 'control';
    for (const is of [globally, control]) expect(Math.abs(share(held, is) - 0.05)).toBeLessThan(0.01);
  });

  it('holds out alone: the program holds nobody out', () => {
    expect(program.holdouts?.global ?? 0).toBe(0);
  });
});
