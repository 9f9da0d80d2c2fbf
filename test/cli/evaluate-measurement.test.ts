import { describe, expect, it } from 'vitest';
import { evaluate } from './polyphony.ts';

/** To five places. */
const near = (value: number): unknown => expect.closeTo(value, 5);

describe('polyphony evaluate', () => {
  it('lift', async () => {
    const { code, answers } = await evaluate(
      'lift',
      { treatment: { n: 3461, x: 2422 }, control: { n: 3000, x: 1396 } },
      { treatment: { n: 10, x: 10 }, control: { n: 20, x: 0 } },
      { treatment: { n: 10, x: 11 }, control: { n: 20, x: 0 } },
      { treatment: { n: 10.5, x: 1 }, control: { n: 0, x: -1 } },
    );
    expect(code).toBe(1);
    expect(answers.slice(0, 2)).toEqual([
      {
        difference: { estimate: near(0.23446), low: near(0.21081), high: near(0.25776) },
        ratio: { estimate: near(1.50386), low: near(1.43894), high: near(1.57171) },
        sequential: { low: near(0.19805), high: near(0.27088) },
        verdict: 'better',
      },
      {
        difference: { estimate: 1, low: near(0.67909), high: 1 },
        ratio: { estimate: null, low: null, high: null },
        sequential: { low: 1, high: 1 },
        verdict: 'not enough data',
      },
    ]);
    expect(answers[2].error).toMatch(/"treatment":\{"n":10,"x":11\}.*from 0 to the users/);
    expect(answers[3].error).toMatch(/treatment\.n: .*control\.x: .*takes \{treatment/);
  });

  it('srm', async () => {
    const { answers } = await evaluate(
      'srm',
      { counts: [1000, 1200], weights: [0.5, 0.5] },
      { counts: [310, 3, 98], weights: [0.75, 0, 0.25] },
    );
    expect(answers).toEqual([
      { p: expect.closeTo(0.000020079, 9) },
      { p: expect.closeTo(0.647434186, 9), unexpected: 3 },
    ]);
  });

  it('attribution', async () => {
    const taken = (path: string[], conversions: number, nulls: number) => ({ path, conversions, nulls });
    const paths = [taken(['C1', 'C2', 'C3'], 1, 0), taken(['C1'], 0, 1), taken(['C2', 'C3'], 0, 1)];
    const aged = [{ path: ['email', 'push', 'email'], ages: [14, 7, 0], conversions: 7, nulls: 1 }];
    const { answers } = await evaluate(
      'attribution',
      { model: 'markov', paths },
      { model: 'shapley', paths },
      { model: 'time-decay', paths: aged },
      { model: 'time-decay', paths: aged, halfLife: 'P14D' },
      { model: 'first', paths: [taken(['__proto__'], 2, 0), taken([], 1, 0)] },
      { model: 'time-decay', paths },
      { model: 'luck', paths: [{ path: 'email', conversions: 0.5 }] },
    );
    expect(answers.slice(0, 5)).toEqual([
      {
        credits: { C1: near(0.2), C2: near(0.4), C3: near(0.4) },
        removalEffects: { C1: near(0.5), C2: near(1), C3: near(1) },
      },
      { credits: { C1: near(1 / 3), C2: near(1 / 3), C3: near(1 / 3) } },
      { credits: { email: near(5), push: near(2) } },
      { credits: { email: near(4.75736), push: near(2.24264) } },
      JSON.parse('{"credits":{"__proto__":2,"none":1}}'),
    ]);
    expect(answers[5].error).toMatch(/needs the age of each touch/);
    expect(answers[6].error).toMatch(/model: .*paths\[0\]\.path: .*paths\[0\]\.conversions: .*paths\[0\]\.nulls: /);
  });

  it('alive', async () => {
    const params = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };
    const { answers } = await evaluate(
      'alive',
      { model: 'bg-nbd', params, x: 2, tx: 30.43, T: 38.86, t: 39 },
      { model: 'bg-nbd', params, x: 0, tx: 0, T: 38.86 },
      { model: 'mbg-nbd', params, x: 0, tx: 0, T: 38.86 },
      { model: 'mbg-nbd', params, x: 2, tx: 39, T: 38.86 },
    );
    expect(answers.slice(0, 3)).toEqual([
      { alive: near(0.72661), expected: near(1.22592) },
      { alive: 1 },
      { alive: near(0.63748) },
    ]);
    expect(answers[3].error).toMatch(/"tx":39,"T":38.86.*from 0 to T/);
  });

  it('rfm', async () => {
    const edges = { recency: [7, 30, 90, 180], frequency: [2, 3, 5, 10], monetary: [20, 50, 100, 500] };
    const { answers } = await evaluate(
      'rfm',
      { edges, recency: 3, frequency: 5, monetary: 100 },
      { edges: { ...edges, recency: [1] }, recency: 3, frequency: 5, monetary: 100 },
    );
    expect(answers[0]).toEqual({ r: 5, f: 4, m: 4, segment: 'Champions' });
    expect(answers[1].error).toMatch(/"recency":\[1\].*four edges/);
  });
});
