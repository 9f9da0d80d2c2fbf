import { describe, expect, it } from 'vitest';
import { lift } from '../../lib/domain/lift.ts';
import { weightsCounter } from '../../lib/domain/tally/runs.ts';
import type { Counted } from '../../lib/domain/tally.ts';
import { day, monday } from '../engine/surroundings.ts';
import { reportFrom, sampleReport } from '../report/sample.ts';
import { journey } from '../simulation/world.ts';

const row = (of: Counted['of'], add: Counted['add'], more: Partial<Counted> = {}): Counted => ({
  day: '2027-01-11',
  of,
  group: 'treatment',
  add,
  ...more,
});
const control = (add: Counted['add'], more: Partial<Counted> = {}) => row('runs', add, { ...more, group: 'control' });

/** 3,461 and 3,000 people: GrowthBook's vector of the sequence. */
const vector = [
  row('runs', { entered: 3461, converted: 2422, value: 34_610, value2: 692_200 }),
  control({ entered: 3000, converted: 1396, value: 15_000, value2: 150_000 }),
];

describe('a bandit', () => {
  const bandit = {
    ...journey,
    control: 0,
    experiments: { offer: { a: 0.5, b: 0.5 } },
    bandits: { offer: { floor: 0.1, uniform: 0.2 } },
  };
  const counted = (arm: string, all: number, slice: number, converted: number) => ({
    [`offer=${arm}.entered`]: all,
    [`offer=${arm}.converted`]: converted * 4,
    [`uniform:offer=${arm}.entered`]: slice,
    [`uniform:offer=${arm}.converted`]: converted,
  });
  const rows = [row('runs', { ...counted('a', 1000, 200, 20), ...counted('b', 3000, 200, 60) })];
  const [experiment] = reportFrom(rows, 28, 'markov', bandit).experiments;

  it('is judged by its uniform slice', () => {
    expect(experiment?.arms.map(({ people, converted }) => [people, converted])).toEqual([
      [200, 20],
      [200, 60],
    ]);
    expect(experiment?.mismatch.found).toBe(false);
  });

  it('tells how it moves the others, unless they are few', () => {
    expect(experiment?.bandit?.uniform).toBe(0.2);
    expect(experiment?.bandit?.lately?.a).toBeCloseTo(800 / 3600, 9);
    const few = [row('runs', { ...counted('a', 205, 200, 20), ...counted('b', 3000, 200, 60) })];
    expect(reportFrom(few, 28, 'markov', bandit).experiments[0]?.bandit?.lately).toBeNull();
  });
});

describe('what the messages added', () => {
  const half = { ...reportFrom(vector, 28) };

  it('is the lift times the people of the treatment, with the interval that holds at every look', () => {
    const difference = 2422 / 3461 - 1396 / 3000;
    expect(half.incremental?.conversions.estimate).toBeCloseTo(difference * 3461, 6);
    const { low, high } = lift({ n: 3461, x: 2422 }, { n: 3000, x: 1396 }).sequential;
    expect(half.incremental?.conversions.low).toBeCloseTo(low * 3461, 6);
    expect(half.incremental?.conversions.high).toBeCloseTo(high * 3461, 6);
  });

  it('is the value a person more, with an interval from the squares', () => {
    expect(half.incremental?.value?.estimate).toBeCloseTo((10 - 5) * 3461, 6);
    expect(half.incremental?.value?.low).toBeGreaterThan(0);
    expect(half.incremental?.value?.high).toBeLessThan(2 * 5 * 3461);
  });

  it('costs what providers took, for each conversion that would not be there without', () => {
    const { incremental } = reportFrom([...vector, row('email', { cost: 8_000_000 })], 28);
    const { costPerConversion: per, conversions, lifetimePerCost } = incremental ?? {};
    expect(incremental?.cost).toBe(8);
    expect(per?.estimate).toBeCloseTo(8 / (conversions?.estimate ?? 0), 9);
    expect(per?.high).toBeCloseTo(8 / (conversions?.low ?? 0), 9);
    expect(lifetimePerCost?.estimate).toBeCloseTo((120 * (conversions?.estimate ?? 0)) / 8, 6);
  });

  it('has no highest cost while the interval reaches below nothing', () => {
    const rows = [
      row('runs', { entered: 200, converted: 30 }),
      control({ entered: 200, converted: 20 }),
      row('email', { cost: 1e6 }),
    ];
    expect(reportFrom(rows, 28).incremental?.costPerConversion).toMatchObject({
      estimate: expect.closeTo(0.1, 9),
      high: null,
    });
  });
});

describe('shares that changed', () => {
  it('leave what was before out of the comparison, and nothing out of the rest', () => {
    const now = weightsCounter('=control', { control: 0.15, treatment: 0.85 });
    const rows = [
      row('runs', { entered: 500, converted: 400, 'weights.=control.before': 500 }),
      control({ entered: 500, 'weights.=control.before': 500 }),
      row('runs', { entered: 850, converted: 85, [now]: 850 }, { day: '2027-01-12' }),
      control({ entered: 150, converted: 15, [now]: 150 }, { day: '2027-01-12' }),
    ];
    const { sharesSince, comparison, population, conversions } = reportFrom(rows, 28);
    expect(sharesSince).toBe('2027-01-12');
    expect(comparison?.arms.map(({ people, rate }) => [people, rate])).toEqual([
      [150, 0.1],
      [850, 0.1],
    ]);
    expect(population.all).toBe(2000);
    expect(conversions).toBe(485);
  });
});

describe('paths', () => {
  // 100 entered; 60 were sent a push, 40 of them an email too, 15 an email alone.
  const rows = [
    row('runs', { entered: 100, converted: 34, 'untouched.converted': 4 }),
    row('push', { 'path.p': 60, 'path.p.converted': 10 }),
    row('email', { 'path.pe': 40, 'path.e': 15, 'path.pe.converted': 20, decay: 15e6 }),
    row('push', { decay: 15e6 }, { day: '2027-01-13' }),
  ];
  const report = reportFrom(rows, 28);

  it('are made of those who went no further, so that each person is on one', () => {
    expect(report.paths).toEqual([
      { path: ['push', 'email'], people: 40, converted: 20 },
      { path: [], people: 25, converted: null },
      { path: ['push'], people: 20, converted: 10 },
      { path: ['email'], people: 15, converted: 0 },
    ]);
    expect(report.overlap.map(({ path }) => path)).toEqual([['email', 'push'], [], ['push'], ['email']]);
  });

  it('are credited without losing or inventing a conversion, whatever the model', () => {
    for (const { credits } of reportFrom(sampleRows(), 28).attribution) {
      expect(Object.values(credits).reduce<number>((sum, credit) => sum + (credit ?? Number.NaN), 0)).toBeCloseTo(
        600,
        6,
      );
    }
  });

  const sampleRows = () => [
    row('runs', { entered: 2000, converted: 600, 'untouched.converted': 100 }),
    row('push', { 'path.p': 1200, 'path.p.converted': 200, decay: 350e6 }),
    row('email', { 'path.pe': 800, 'path.pe.converted': 300, decay: 150e6 }),
  ];
});

describe('what a channel adds in each market', () => {
  const side = (name: string, entered: number, converted: number) => ({
    [`holdout:${name}.entered`]: entered,
    [`holdout:${name}.converted`]: converted,
  });
  const overall = { ...side('email=out', 1_012, 153), ...side('email=in', 20_104, 4_030) };
  const markets = {
    ...side('email@US=out', 500, 50),
    ...side('email@US=in', 10_000, 2_000),
    ...side('email@DE=out', 500, 101),
    ...side('email@DE=in', 10_100, 2_020),
    ...side('email@other=out', 12, 2),
    ...side('email@other=in', 4, 0),
  };
  const rows = [row('runs', { entered: 21_116, converted: 4_183, ...overall, ...markets })];
  const [email] = reportFrom(rows, 28).holdouts;

  it('compares the people of each by themselves, the largest market first', () => {
    expect(email?.markets.map(({ market }) => market)).toEqual(['DE', 'US', 'other']);
    const [germany, states] = email?.markets ?? [];
    expect(germany).toMatchObject({ heldOut: { people: 500, converted: 101 }, others: { people: 10_100, rate: 0.2 } });
    expect(germany?.incremental?.estimate).toBeCloseTo((0.2 - 0.202) * 10_100, 6);
    expect(states?.incremental?.estimate).toBeCloseTo(0.1 * 10_000, 6);
    const { low, high } = lift({ n: 10_000, x: 2_000 }, { n: 500, x: 50 }).sequential;
    expect(states?.incremental?.low).toBeCloseTo((low ?? 0) * 10_000, 6);
    expect(states?.incremental?.high).toBeCloseTo((high ?? 0) * 10_000, 6);
  });

  it('hides what is of one to nine', () => {
    expect(email?.markets[2]).toMatchObject({
      heldOut: { people: 12, converted: null, rate: null },
      others: { people: null, converted: 0, rate: null },
      incremental: null,
    });
  });

  it('leaves the whole as it is, and says nothing of days from before markets were counted', () => {
    const { holdouts } = reportFrom([row('runs', { entered: 21_116, converted: 4_183, ...overall })], 28);
    const { markets: _, ...whole } = email ?? {};
    expect(holdouts).toEqual([{ ...whole, markets: [] }]);
  });
});

describe('few people', () => {
  it('are hidden wherever a count is of one to nine, and with them what could be reckoned back', () => {
    const rows = [
      row('runs', { entered: 12, converted: 3, 'funnel.1': 12, 'funnel.2': 9 }),
      control({ entered: 9, converted: 1, 'funnel.1': 9 }),
      row('email', { 'users.eligible': 12, 'users.sent': 8, 'skipped.capped': 4, 'path.e': 8, sent: 8 }),
    ];
    const report = reportFrom(rows, 28);
    expect(report.population).toMatchObject({ all: 21, treatment: 12, control: null });
    expect(report.comparison?.arms).toMatchObject([
      { people: null, converted: null, rate: null },
      { people: 12, converted: null, rate: null, against: { difference: null, ratio: null } },
    ]);
    expect(report.incremental).toBeNull();
    expect(report.channels[0]).toMatchObject({ eligible: 12, sent: null, clicked: 0 });
    expect(report.appFunnel.slice(0, 2)).toMatchObject([{ treatment: 12, control: null }, { treatment: null }]);
    expect(report.unsent[0]?.messages).toBeNull();
    expect(report.harm[0]).toMatchObject({ sent: null, bounced: null });
    // Twelve in two groups of under ten, shown together.
    expect(report.paths).toEqual([{ path: null, people: 12, converted: 0 }]);
  });
});

describe('a journey without an effect', () => {
  it('says not enough data yet, and never that there is no difference', () => {
    const verdicts = Array.from({ length: 20 }, (_, seed) =>
      sampleReport({ people: 2_000, days: 28, strength: 0 }, seed + 1),
    ).map(({ comparison }) => comparison?.arms[1]?.against?.verdict);
    expect(new Set(verdicts)).toEqual(new Set(['not enough data']));
  });
});

it('says what its size can show, for examples before anybody enters', () => {
  const { outlook, comparison } = reportFrom([], 28);
  expect(outlook).toMatchObject({
    baseline: 0.1,
    assumed: true,
    sizes: [{ people: 1_000 }, { people: 10_000 }, { people: 100_000 }],
  });
  const lifts = outlook?.sizes.map(({ sequential }) => sequential ?? Number.NaN) ?? [];
  expect(lifts[0]).toBeGreaterThan(lifts[1] ?? 1);
  expect(comparison?.arms.map(({ people }) => people)).toEqual([0, 0]);
});

it('lets the band of the lift narrow from day to day, and end where the headline is', () => {
  const report = sampleReport({ people: 3_000, days: 14 });
  const [first, last] = [report.overTime[0], report.overTime.at(-1)];
  const width = (at: typeof first) => (at?.high ?? 0) - (at?.low ?? 0);
  expect(width(last)).toBeLessThan(width(first));
  expect(last).toMatchObject({ ...report.comparison?.arms[1]?.against?.difference });
});

it('is made of the days asked for', () => {
  expect(reportFrom(vector, 3).period).toEqual({
    from: '2027-01-11',
    to: new Date(monday + 2 * day).toISOString().slice(0, 10),
  });
});
