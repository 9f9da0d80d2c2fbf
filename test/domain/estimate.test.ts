import { describe, expect, it } from 'vitest';
import { assumedEstimate, countedEstimate, type EstimateTerms } from '../../lib/domain/estimate.ts';

const program = {
  providers: { email: ['ses'], sms: ['twilio', 'sns'], whatsapp: ['twilio'], inapp: ['inbox'] },
  prices: { email: { ses: 0.0001 }, sms: { twilio: { default: 0.0079, DE: 0.075, IN: 0.002 }, sns: 0.00645 } },
};
const messages = { email: 2, sms: 1, whatsapp: 1, inapp: 1 };
const cells = (address: number, allowed: number) => ({ address, allowed });

describe('what messages cost at most', () => {
  const terms: EstimateTerms = { entry: 'audience', messages };
  const headcount = {
    DE: { people: 100, channels: { email: cells(90, 80), sms: cells(50, 10), whatsapp: cells(5, 5) } },
    IN: { people: 300, channels: { email: cells(300, 200), sms: cells(300, 100) } },
    unknown: { people: 7, channels: { email: cells(7, 7), sms: cells(7, 1) } },
  };
  const estimate = countedEstimate(headcount, terms, program, 5);

  it('is every message to everybody who may get it, at the price of their market and the dearest provider', () => {
    const [first, second, third] = estimate.markets;
    expect(first).toMatchObject({ market: 'IN', people: 300, cost: 200 * 2 * 100 + 100 * 6_450 });
    expect(second).toMatchObject({ market: 'DE', people: 100, cost: 80 * 2 * 100 + 10 * 75_000 });
    expect(third).toMatchObject({ market: 'unknown', people: 7, cost: 7 * 2 * 100 + 7_900 });
    expect(estimate).toMatchObject({ of: 'audience', at: 5, people: 407, cost: 685_000 + 766_000 + 9_300 });
  });

  it('adds up over channels as over markets', () => {
    expect(estimate.channels).toEqual({
      email: { address: 397, allowed: 287, cost: 57_400 },
      sms: { address: 357, allowed: 111, cost: 1_402_900 },
      whatsapp: { address: 5, allowed: 5, cost: 0 },
      inapp: { address: 0, allowed: 0, cost: 0 },
    });
    expect(57_400 + 1_402_900).toBe(estimate.cost);
  });

  it('names what has no price, but not the app itself', () => {
    expect(estimate.unpriced).toEqual([{ channel: 'whatsapp', provider: 'twilio' }]);
    const without = countedEstimate(headcount, terms, { providers: program.providers }, 5);
    expect(without.cost).toBe(0);
    expect(without.unpriced).toHaveLength(4);
  });

  it('is nothing for nobody', () => {
    expect(countedEstimate({}, terms, program, 5)).toMatchObject({ people: 0, cost: 0, markets: [] });
  });
});

describe('what nobody knows beforehand', () => {
  it('is told of a thousand people, in each market with a price of its own, and elsewhere', () => {
    const estimate = assumedEstimate({ entry: 'event', messages }, program);
    expect(estimate).toMatchObject({ of: 'event', people: 1_000, expected: false, cost: 200_000 + 75_000_000 });
    expect(estimate.markets).toEqual([
      { market: 'DE', cost: 75_200_000 },
      { market: 'elsewhere', cost: 8_100_000 },
      { market: 'IN', cost: 6_650_000 },
    ]);
  });

  it('is told of as many as a list is expected to name', () => {
    const estimate = assumedEstimate({ entry: 'list', expect: 10, messages: { email: 1 } }, program);
    expect(estimate).toMatchObject({ of: 'list', people: 10, expected: true, cost: 1_000 });
    expect(estimate.markets).toEqual([{ market: 'elsewhere', cost: 1_000 }]);
  });
});
