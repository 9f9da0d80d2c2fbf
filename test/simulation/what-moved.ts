import type { AttributionModel } from '../../lib/domain/attribution.ts';
import type { Channel } from '../../lib/domain/channel.ts';
import { reportFrom } from '../report/sample.ts';
import { known, simulate, truthOf } from './world.ts';

/** What became of a channel over all worlds. */
export interface Findings {
  readonly channel: Channel;
  /** Conversions that it added, on average: known, because the world was made so. */
  readonly truth: number;
  /** What its holdout said, on average, and in what share of the worlds the interval held the truth. */
  readonly measured: number;
  readonly covered: number;
  /** What each model gave it, on average, and how often that lay inside the interval that its holdout gave. */
  readonly credited: Readonly<Record<string, number>>;
  readonly lastInside: number;
}

export const people = 2_000;
export const days = 7;
export const seeds = 300;
export const models = ['first', 'last', 'linear', 'markov', 'shapley'] as const satisfies readonly AttributionModel[];

/** As many worlds as there are seeds, each reported as a deployed stack would report it. */
export function findings(): Findings[] {
  const sums = new Map(
    known.map(({ channel }) => [
      channel,
      { truth: 0, measured: 0, covered: 0, inside: 0, credits: {} as Record<string, number> },
    ]),
  );
  for (let seed = 1; seed <= seeds; seed++) {
    const report = reportFrom(simulate(seed, { people, days }), days);
    for (const { channel, others, incremental } of report.holdouts) {
      const sum = channel === 'global' ? undefined : sums.get(channel);
      if (channel === 'global' || !sum || !incremental) continue;
      const truth = truthOf(channel) * (others.people ?? 0);
      const { estimate, low, high } = incremental;
      const holds = (value: number) => low !== null && high !== null && low <= value && value <= high;
      sum.truth += truth;
      sum.measured += estimate;
      sum.covered += holds(truth) ? 1 : 0;
      for (const { model, credits } of report.attribution) {
        const credit = credits[channel] ?? 0;
        sum.credits[model] = (sum.credits[model] ?? 0) + credit;
        if (model === 'last') sum.inside += holds(credit) ? 1 : 0;
      }
    }
  }
  return [...sums].map(([channel, { truth, measured, covered, inside, credits }]) => ({
    channel,
    truth: truth / seeds,
    measured: measured / seeds,
    covered: covered / seeds,
    lastInside: inside / seeds,
    credited: Object.fromEntries(Object.entries(credits).map(([model, sum]) => [model, sum / seeds])),
  }));
}

/** The table of docs/what-moved-people.md. */
export function tableOf(found: readonly Findings[]): string {
  const round = (value: number | undefined) => String(Math.round(value ?? 0));
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const lines = found.map(({ channel, truth, measured, covered, credited }) =>
    [channel, round(truth), round(measured), percent(covered), ...models.map((model) => round(credited[model]))].join(
      ' | ',
    ),
  );
  return [
    `| channel | truly added | holdout says | interval holds the truth | ${models.join(' | ')} |`,
    `|---|${'---:|'.repeat(3 + models.length)}`,
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

if (import.meta.main) process.stdout.write(`${tableOf(findings())}\n`);
