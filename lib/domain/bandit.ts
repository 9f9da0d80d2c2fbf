import { bucket, experimentSalt, pickArm, type Weights } from './assign.ts';
import { dayMs } from './duration.ts';
import type { JourneyRules } from './journey-rules.ts';
import { chancesOfBest } from './statistics/beta.ts';
import { armCounter } from './tally/runs.ts';
import { type Counted, dayOf } from './tally.ts';

/** Learned shares by journey and experiment. */
export type LearnedShares = Readonly<Record<string, Readonly<Record<string, Weights>>>>;

/** The people of an experiment who are assigned by its written shares, as an experiment of their own. */
export const uniformExperiment = (experiment: string): string => `uniform:${experiment}`;

/** Conversions come late: who entered since counts for no arm yet, so that the young do not speak against a growing one. */
const longestWaitMs = 7 * dayMs;
/** What was longer ago was another season. */
export const learnedFromMs = 60 * dayMs;

/**
 * The arm of every experiment that a person belongs to; of a bandit's uniform slice, under its own name too.
 *
 * @param learned of this journey; an experiment whose arms have changed since goes by its written shares
 */
export function armsOf(
  { name, experiments, bandits }: Pick<JourneyRules, 'name' | 'experiments' | 'bandits'>,
  user: string,
  learned: LearnedShares[string] | undefined,
): Record<string, string> {
  const arms: Record<string, string> = {};
  for (const [experiment, weights] of Object.entries(experiments)) {
    const salt = experimentSalt(name, experiment);
    const bandit = bandits?.[experiment];
    const uniform = bandit !== undefined && bucket(`uniform:${salt}`, user) < bandit.uniform;
    const arm = pickArm(salt, user, bandit && !uniform ? sharesOf(learned?.[experiment], weights) : weights);
    if (arm === null) continue;
    arms[experiment] = arm;
    if (uniform) arms[uniformExperiment(experiment)] = arm;
  }
  return arms;
}

/** In the order written, so that a changed share moves as few people as it can. */
function sharesOf(learned: Weights | undefined, written: Weights): Weights {
  const names = Object.keys(written);
  if (!learned || Object.keys(learned).length !== names.length) return written;
  return names.every((name) => name in learned)
    ? Object.fromEntries(names.map((name) => [name, learned[name] ?? 0]))
    : written;
}

/**
 * Thompson sampling by the day: each arm's share of the next day is the probability that it is the best, from a uniform
 * prior over its rate (Thompson 1933; in batches, Agrawal and Goyal 2012), none below the floor.
 */
export function thompsonShares(
  arms: Readonly<Record<string, { readonly n: number; readonly converted: number }>>,
  floor: number,
): Weights {
  const names = Object.keys(arms);
  const chances = chancesOfBest(
    Object.values(arms).map(({ n, converted }) => ({ a: 1 + converted, b: 1 + Math.max(0, n - converted) })),
  );
  const least = Math.min(floor, 1 / names.length);
  return Object.fromEntries(names.map((name, at) => [name, least + (1 - least * names.length) * (chances[at] ?? 0)]));
}

/**
 * What a journey's bandits learn from its counters.
 *
 * @param rows of the last `learnedFromMs`
 * @param now epoch milliseconds
 */
export function learnShares(
  { experiments, bandits = {}, goal }: Pick<JourneyRules, 'experiments' | 'bandits' | 'goal'>,
  rows: readonly Counted[],
  now: number,
): Record<string, Weights> {
  const until = dayOf(now - Math.min(goal?.withinMs ?? 0, longestWaitMs));
  const grown = rows.filter(({ day, of, group }) => day < until && of === 'runs' && group === 'treatment');
  const count = (counter: string) => grown.reduce((sum, { add }) => sum + (add[counter] ?? 0), 0);
  return Object.fromEntries(
    Object.entries(bandits).map(([experiment, { floor }]) => {
      const arms = Object.keys(experiments[experiment] ?? {}).map((arm) => [
        arm,
        {
          n: count(armCounter(experiment, arm, 'entered')),
          converted: count(armCounter(experiment, arm, 'converted')),
        },
      ]);
      return [experiment, thompsonShares(Object.fromEntries(arms), floor)];
    }),
  );
}
