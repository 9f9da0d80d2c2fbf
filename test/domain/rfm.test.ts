import { describe, expect, it } from 'vitest';
import { rfm, segmentOfScores } from '../../lib/domain/rfm.ts';

const edges = { recency: [7, 30, 90, 180], frequency: [2, 3, 5, 10], monetary: [20, 50, 100, 500] };

describe('rfm', () => {
  it.each([
    [
      { recency: 0, frequency: 12, monetary: 501 },
      { r: 5, f: 5, m: 5, segment: 'Champions' },
    ],
    [
      { recency: 6.9, frequency: 1, monetary: 0 },
      { r: 5, f: 1, m: 1, segment: 'New' },
    ],
    [
      { recency: 7, frequency: 2, monetary: 20 },
      { r: 4, f: 2, m: 2, segment: 'Potential Loyalist' },
    ],
    [
      { recency: 180, frequency: 10, monetary: 500 },
      { r: 1, f: 5, m: 5, segment: "Can't Lose" },
    ],
    [
      { recency: 179, frequency: 4, monetary: 99.99 },
      { r: 2, f: 3, m: 3, segment: 'At Risk' },
    ],
  ])('%j → %j', (customer, scores) => expect(rfm({ edges, ...customer })).toEqual(scores));

  it('leaves a bin empty between equal edges', () => {
    const tied = { ...edges, frequency: [1, 1, 1, 4] };
    expect(rfm({ edges: tied, recency: 0, frequency: 1, monetary: 0 }).f).toBe(4);
    expect(rfm({ edges: tied, recency: 0, frequency: 0, monetary: 0 }).f).toBe(1);
  });

  it.each([[[1, 2, 3]], [[1, 2, 3, 4, 5]], [[1, 3, 2, 4]]])('refuses the edges %j', (wrong) => {
    const question = { edges: { ...edges, monetary: wrong }, recency: 0, frequency: 1, monetary: 0 };
    expect(() => rfm(question)).toThrow(/"monetary".*four edges, which ascend/);
  });
});

/** r downwards from 5, f to the right from 1. */
const grid = `
  New         | Potential Loyalist | Potential Loyalist | Champions | Champions
  Promising   | Potential Loyalist | Potential Loyalist | Loyal     | Loyal
  About To Sleep | About To Sleep  | Need Attention     | Loyal     | Loyal
  Hibernating | Hibernating        | At Risk            | At Risk   | Can't Lose
  Hibernating | Hibernating        | At Risk            | At Risk   | Can't Lose`;

it('has one segment for each of the 25 pairs', () => {
  const named = [5, 4, 3, 2, 1].map((r) => [1, 2, 3, 4, 5].map((f) => segmentOfScores(r, f)));
  expect(named).toEqual(
    grid
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((name) => name.trim())),
  );
  expect(() => segmentOfScores(0, 6)).toThrow(/from 1 to 5/);
});
