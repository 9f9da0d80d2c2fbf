import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromIso, iso } from '../../lib/domain/instant.ts';
import type { NextStep, Successor } from '../../lib/domain/journey-rules.ts';
import { emptyProfile } from '../../lib/domain/profile.ts';
import type { Program } from '../../lib/domain/program.ts';
import { resolve, type ScheduleContext, schedule } from '../../lib/domain/schedule.ts';
import { weekdays } from '../../lib/domain/window.ts';

const program: Program = {
  caps: [],
  windows: { push: [{ days: [...weekdays], from: '08:00', to: '21:00' }] },
  spreadMs: 0,
  timezone: 'UTC',
  locale: 'en',
  providers: {},
};
const entry = '2027-01-11T09:00:00Z';
const contextOf = (more: Partial<ScheduleContext> = {}, timezone = 'America/New_York'): ScheduleContext => ({
  run: { id: 'run', at: fromIso(entry), arms: { offer: 'half' }, data: { reason: 'price' } },
  purpose: 'marketing',
  profile: { ...emptyProfile, timezone, traits: { plan: 'pro' } },
  program,
  ...more,
});
const step = (more: Partial<NextStep> = {}): NextStep => ({ step: 'next', channel: 'push', ...more });
const wake = (next: Successor, at: string, context = contextOf(), spoke = true) =>
  schedule(next, { at: fromIso(at), spoke }, context);

describe('schedule', () => {
  it('counts a day as 24 hours, also over a clock change', () => {
    // New York springs forward on 2027-03-14 at 02:00.
    expect(wake(step({ after: 'PT24H' }), '2027-03-13T16:00:00Z').wakeAt).toBe('2027-03-14T16:00:00Z');
  });

  it('keeps local appointments over a clock change', () => {
    expect(wake(step({ at: '10:00' }), '2027-03-13T16:00:00Z').wakeAt).toBe('2027-03-14T14:00:00Z');
    expect(wake(step({ at: '10:00' }), '2027-03-12T16:00:00Z').wakeAt).toBe('2027-03-13T15:00:00Z');
  });

  it('moves into the window of the next step, in its own local time', () => {
    expect(wake(step(), '2027-01-11T09:00:00Z').wakeAt).toBe('2027-01-11T13:00:00Z');
    expect(wake(step(), '2027-01-12T02:00:00Z').wakeAt).toBe('2027-01-12T13:00:00Z');
    expect(wake(step({ channel: 'inapp' }), '2027-01-12T02:00:00Z').wakeAt).toBe('2027-01-12T02:00:00Z');
    expect(wake(step(), '2027-01-12T02:00:00Z', contextOf({ purpose: 'transactional' })).wakeAt).toBe(
      '2027-01-12T02:00:00Z',
    );
  });

  it('counts days by the local calendar from the entry, and comes at once when late', () => {
    // 04:00 in New York: day 0 is the 11th there.
    expect(wake(step({ day: 3, at: '10:00' }), entry).wakeAt).toBe('2027-01-14T15:00:00Z');
    expect(wake(step({ day: 3, at: '10:00' }), '2027-01-20T15:30:00Z').wakeAt).toBe('2027-01-20T15:30:00Z');
    // In Honolulu the entry is still the day before.
    expect(wake(step({ day: 1, at: '10:00' }), entry, contextOf({}, 'Pacific/Honolulu')).wakeAt).toBe(
      '2027-01-11T20:00:00Z',
    );
  });

  it('chooses the hour that suits a person best, within the window of its channel', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => (hour === 18 ? 40 : hour === 3 ? 60 : 0));
    const profile = { ...emptyProfile, timezone: 'America/New_York', hours };
    // Nobody is written to at 03:00. The run is one that does not explore.
    const best = (more: Partial<NextStep> = {}) =>
      wake(step({ at: 'best-hour', ...more }), entry, contextOf({ profile }));
    expect(best().wakeAt).toBe('2027-01-11T23:00:00Z');
    expect(best({ after: 'PT24H' }).wakeAt).toBe('2027-01-12T23:00:00Z');
    expect(best({ day: 3 }).wakeAt).toBe('2027-01-14T23:00:00Z');
    expect(best({ channel: 'inapp' }).wakeAt).toBe('2027-01-12T08:00:00Z');
  });

  it('lets the next rung of a ladder speak at once when this one could not', () => {
    const rung = step({ after: 'PT48H', rung: true });
    expect(wake(rung, '2027-01-11T15:00:00Z', contextOf(), false).wakeAt).toBe('2027-01-11T15:00:00Z');
    expect(wake(rung, '2027-01-11T15:00:00Z', contextOf(), true).wakeAt).toBe('2027-01-13T15:00:00Z');
    expect(wake(step({ after: 'PT48H' }), '2027-01-11T15:00:00Z', contextOf(), false).wakeAt).toBe(
      '2027-01-13T15:00:00Z',
    );
  });

  it('speaks only when it is day in every zone that the person may be in', () => {
    const profile = { ...emptyProfile, country: 'US' };
    // 08:00 in Honolulu is the last of the country's mornings.
    expect(wake(step(), '2027-01-11T12:00:00Z', contextOf({ profile })).wakeAt).toBe('2027-01-11T18:00:00Z');
  });

  it.each([
    ['event.reason', 'a'],
    ['experiment.offer', 'b'],
    ['traits.plan', 'c'],
    ['profile.country', 'd'],
  ])('follows the branch of %s', (split, expected) => {
    const leaf = (name: string) => step({ step: name });
    const branches = { price: leaf('a'), half: leaf('b'), pro: leaf('c') };
    expect(wake({ split, branches, otherwise: leaf('d') }, entry).branch).toBe(expected);
  });

  it('ends where nothing follows', () => {
    expect(wake(null, entry)).toEqual({ wakeAt: entry, branch: 'end' });
    expect(wake({ split: 'traits.none', branches: {}, otherwise: null }, entry).branch).toBe('end');
  });

  it('spreads a crowd that would wake at one instant, and keeps it inside the window', () => {
    const crowd = { ...program, spreadMs: 600_000 };
    const wakes = Array.from({ length: 500 }, (_, n) => {
      const context = contextOf({ program: crowd });
      return wake(step(), '2027-01-12T02:00:00Z', { ...context, run: { ...context.run, id: `run-${n}` } }).wakeAt;
    });
    expect(new Set(wakes).size).toBeGreaterThan(200);
    for (const at of wakes) expect(at >= '2027-01-12T13:00:00Z' && at < '2027-01-12T13:10:00Z').toBe(true);
  });

  it('never wakes before the delay is over, nor outside the window', () => {
    const zones = ['America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Europe/Berlin', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: fromIso('2026-01-01T00:00:00Z') / 1000, max: fromIso('2028-01-01T00:00:00Z') / 1000 }),
        fc.integer({ min: 0, max: 100 }),
        (timezone, second, hours) => {
          const at = iso(second * 1000);
          const context = contextOf({ program: { ...program, spreadMs: 600_000 } }, timezone);
          const woken = fromIso(wake(step({ after: `PT${hours}H` }), at, context).wakeAt);
          expect(woken).toBeGreaterThanOrEqual(second * 1000 + hours * 3_600_000);
          const local = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
          expect(Number(local.format(woken))).toBeGreaterThanOrEqual(8);
          expect(Number(local.format(woken))).toBeLessThan(21);
        },
      ),
    );
  });
});

it('leads whoever has an object, or nothing of that name, where nobody else goes', () => {
  const traits: Record<string, unknown> = JSON.parse('{"a":{"toString":"x"},"b":[{"valueOf":1}],"c":"x"}');
  const run = { id: 'r', journey: 'j', at: 0, group: 'treatment', arms: {}, data: traits } as const;
  const context: ScheduleContext = { run, purpose: 'marketing', profile: { ...emptyProfile, traits }, program };
  const [there, elsewhere] = (['there', 'elsewhere'] as const).map(
    (step) => ({ step, afterMs: 0, channel: 'push' }) as NextStep,
  );
  const end = (split: string) => {
    const branches = { x: there ?? null, [String(Object)]: there ?? null };
    return resolve({ split, branches, otherwise: elsewhere ?? null }, 0, context)?.step;
  };
  expect(end('traits.c')).toBe('there');
  for (const split of [
    'traits.a',
    'traits.b',
    'traits.constructor',
    'event.constructor',
    'event.toString',
    'event.a',
  ]) {
    expect([split, end(split)]).toEqual([split, 'elsewhere']);
  }
});
