import { describe, expect, it } from 'vitest';
import { type Experiment, reportVerdicts } from '../../../lib/domain/lift/report-verdict.ts';

const day = 86_400_000;
const arm = (n: number, x: number, weight = 0.5) => ({ n, x, weight });
/** Better beyond doubt. */
const clear = { ranMs: 7 * day, control: arm(5000, 500), treatments: { a: arm(5000, 700) } } satisfies Experiment;

describe('reportVerdicts', () => {
  it('names a winner, and a loser', () => {
    expect(reportVerdicts(clear).treatments.a).toMatchObject({ verdict: 'better', lacking: [] });
    const turned = { ...clear, control: clear.treatments.a, treatments: { a: clear.control } };
    expect(reportVerdicts(turned).treatments.a).toMatchObject({ verdict: 'worse', lacking: [] });
  });

  it.each<[string, Experiment, string[]]>([
    ['before 7 days', { ...clear, ranMs: 7 * day - 1 }, ['days']],
    ['below 100 users an arm', { ...clear, control: arm(99, 0), treatments: { a: arm(99, 80) } }, ['users']],
    [
      'below 10 conversions',
      { ...clear, control: arm(200, 9), treatments: { a: arm(200, 9) } },
      ['conversions', 'interval'],
    ],
    ['while the interval has 0 in it', { ...clear, treatments: { a: arm(5000, 510) } }, ['interval']],
    ['when the arms were not filled as weighted', { ...clear, control: arm(5000, 500, 0.4) }, ['match']],
  ])('knows no winner %s', (_, experiment, lacking) => {
    const report = reportVerdicts(experiment).treatments.a;
    expect(report).toMatchObject({ verdict: 'not enough data', lacking });
    expect(report?.lift?.difference.low).toBeLessThan(report?.lift?.difference.high ?? Number.NaN);
  });

  it('needs 10 conversions in the arm that has more, not in both', () => {
    const report = reportVerdicts({ ...clear, control: arm(1000, 0), treatments: { a: arm(1000, 100) } });
    expect(report.treatments.a?.verdict).toBe('better');
  });

  it('takes several treatments together', () => {
    const close = { ...clear, treatments: { a: arm(5000, 610) } };
    expect(reportVerdicts(close).treatments.a?.verdict).toBe('better');
    const nine = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`b${at}`, arm(5000, 500)]));
    const { a } = reportVerdicts({ ...close, treatments: { ...close.treatments, ...nine } }).treatments;
    expect(a).toMatchObject({ verdict: 'not enough data', lacking: ['comparisons'] });
  });

  it('shows the mismatch, and users in an arm that should have none', () => {
    expect(reportVerdicts({ ...clear, control: arm(4000, 500) }).mismatch.found).toBe(true);
    const { mismatch } = reportVerdicts({ ...clear, treatments: { ...clear.treatments, b: arm(1, 0, 0) } });
    expect(mismatch).toMatchObject({ p: 1, found: true });
  });

  it('refuses counts that are none', () => {
    expect(() => reportVerdicts({ ...clear, treatments: { a: arm(10, 11) } })).toThrow(/from 0 to the users/);
  });

  it('waits for the first user of an arm', () => {
    const { treatments, mismatch } = reportVerdicts({ ranMs: 0, control: arm(0, 0), treatments: { a: arm(0, 0) } });
    expect(mismatch).toEqual({ p: 1, found: false });
    expect(treatments.a).toEqual({
      verdict: 'not enough data',
      lacking: ['days', 'users', 'conversions', 'interval'],
      lift: null,
      p: 1,
    });
  });
});
