import { type LearnedShares, learnedFromMs, learnShares } from '../domain/bandit.ts';
import { addHours, type Habits, type Hours, noHours } from '../domain/hours.ts';
import type { Lessons } from '../domain/lessons.ts';
import { sampleOf } from '../domain/sample.ts';
import { edgesOf, type Summed, scoredOf, segmentOf } from '../domain/segment.ts';
import type { Counted } from '../domain/tally.ts';
import type { Journeys, Rules } from './ports.ts';

/** One of the people of whom something is learned: what they bought, when they engage. */
interface Person {
  readonly user: string;
  readonly orders?: Summed;
  readonly hours?: Hours;
}

export interface LearnPorts {
  readonly journeys: Pick<Journeys, 'all'>;
  readonly program: Pick<Rules['program'], 'orders'>;
  readonly population: {
    /** In no order that tells anything of them. */
    pages(): AsyncIterable<readonly Person[]>;
  };
  readonly tallies: { read(journey: string, from: number, to: number): Promise<readonly Counted[]> };
  /** The edges that were learned before: by these are people of one kind. */
  edges(): Promise<Lessons['edges'] | null>;
  write<L extends keyof Lessons>(lesson: L, learned: Lessons[L]): Promise<void>;
}

/** People of whom edges are learned: fifths of so many are right to half a percent. */
const sampled = 10_000;

/** Enough for tens of millions of items, and well within the function's quarter of an hour. */
const longestMs = 10 * 60_000;

/**
 * Learns what of everybody together single people are measured by: where the fifths of all customers lie, when people of
 * each kind engage, and the shares of bandits. What nobody can tell of yet is not written.
 *
 * @returns of how many
 */
export async function learn(now: () => number, ports: LearnPorts): Promise<{ customers: number; engaged: number }> {
  const at = now();
  // First, since it takes a moment and the population may take minutes.
  await learnFromCounters(at, ports);
  const asked = ports.program.orders !== undefined || ports.journeys.all().some(({ bestHour }) => bestHour);
  // Looking at everybody is paid by the size of the table.
  return asked ? learnFromPeople(at, now, ports) : { customers: 0, engaged: 0 };
}

async function learnFromCounters(at: number, { journeys, tallies, write }: LearnPorts): Promise<void> {
  const bandits = journeys.all().filter((rules) => rules.bandits);
  if (bandits.length === 0) return;
  const learned: Record<string, LearnedShares[string]> = {};
  for (const rules of bandits) {
    learned[rules.name] = learnShares(rules, await tallies.read(rules.name, at - learnedFromMs, at), at);
  }
  await write('shares', { journeys: learned, at });
}

/** People not looked at in time are left out: pages come by the hash of a person, so those seen are like those not. */
async function learnFromPeople(at: number, now: () => number, { population, edges, write }: LearnPorts) {
  const before = await edges();
  const sample = sampleOf<ReturnType<typeof scoredOf>>(sampled);
  const habits = { everybody: noHours, segments: {} as { -readonly [S in keyof Habits['segments']]: Hours } };
  let engaged = 0;
  for await (const people of population.pages()) {
    for (const { user, orders, hours } of people) {
      if (orders) sample.add(user, scoredOf(orders, at));
      if (!hours) continue;
      engaged += 1;
      habits.everybody = addHours(habits.everybody, hours);
      const segment = orders ? segmentOf({ orders }, before, at) : null;
      if (segment) habits.segments[segment] = addHours(habits.segments[segment] ?? noHours, hours);
    }
    if (now() - at > longestMs) break;
  }
  const customers = sample.size();
  if (customers > 0) await write('edges', { ...edgesOf(sample.values()), at, population: customers });
  if (engaged > 0) await write('habits', { ...habits, at, population: engaged });
  return { customers, engaged };
}
