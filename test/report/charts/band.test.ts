import { describe, expect, it } from 'vitest';
import { bandChart } from '../../../lib/report/charts/band.ts';
import { bar } from '../../../lib/report/charts/bar.ts';
import { ticksBetween } from '../../../lib/report/charts/ticks.ts';

describe('ticks', () => {
  it.each([
    [-0.05, 0.15, [-0.05, 0, 0.05, 0.1, 0.15]],
    [0, 0, [0, 0.2]],
    [-3, 9, [-5, 0, 5, 10]],
    [0, 1000, [0, 200, 400, 600, 800, 1000]],
  ])('from %d to %d are round', (low, high, ticks) => {
    expect(ticksBetween(low, high)).toEqual(ticks);
  });
});

describe('the band', () => {
  const points = [
    { label: 'first', estimate: 0.2, low: -9, high: 9 },
    { label: 'second', estimate: 0.1, low: -0.1, high: 0.3 },
    { label: 'third', estimate: 0.1, low: 0, high: 0.2 },
  ];
  const chart = bandChart(points, (value) => value.toFixed(1), 'a lift').text;

  it('ends where its last interval is, and lets the first leave the picture', () => {
    const [, numbers = ''] = /<polygon class="range" points="([^"]+)"/.exec(chart) ?? [];
    const corners = numbers.split(' ').map((pair) => pair.split(',').map(Number));
    expect(corners).toHaveLength(6);
    // From −0.1 to 0.3: 0.2 is a quarter below the top, 0 a quarter above the bottom.
    expect(corners[2]).toEqual([468, 64]);
    expect(corners[3]).toEqual([468, 168]);
    expect(corners.every(([, y = 0]) => y >= 12 && y <= 220)).toBe(true);
  });

  it('says what it shows to those who do not see it', () => {
    expect(chart).toContain('role="img" aria-label="a lift"');
  });
});

it('a bar never leaves its rail', () => {
  expect(bar(1.7).text).toContain('class="main" width="100.0"');
  expect(bar(-1).text).toContain('width="0.0"');
});
