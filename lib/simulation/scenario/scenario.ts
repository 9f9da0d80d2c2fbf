import type { Fact } from '../facts.ts';
import { drawnFaults, drawOptions, type Fault, type FaultOptions, isCalm, listedFaults } from '../faults.ts';
import { chance, pick } from '../random.ts';
import { start, World } from '../world.ts';
import { aimedAt } from './aimed.ts';
import { dayMs, days, factsOf } from './facts.ts';
import { personOf, type SimulatedPerson } from './people.ts';
import { reactionsTo } from './reactions.ts';

/** A scenario in full: everything that happens outside and everything that goes wrong. It depends on no order of draws. */
export interface Scenario {
  /** Latencies, ids and chances inside functions hang on it. */
  readonly seed: number;
  readonly slowness: number;
  readonly facts: readonly Fact[];
  readonly faults: readonly Fault[];
}

/** A run that is over, with all that is to be judged. */
export interface Run {
  readonly seed: number;
  readonly world: World;
  readonly options: FaultOptions;
  /** As it was, in full: running it again gives the same. */
  readonly scenario: Scenario;
  /** Whether no doubt was possible: then the strict invariants hold too. */
  readonly calm: boolean;
}

/** When faults end and letters are sent again, and when all must be over. */
export const healedAt = start + days * dayMs;
const endAt = healedAt + 64 * dayMs;

const people = 5;

export const peopleOf = (seed: number): readonly SimulatedPerson[] =>
  Array.from({ length: people }, (_, number) => personOf(seed, number));

/** What of a drawn scenario is left out. */
export interface Without {
  /** Whatever leaves somebody in doubt. */
  readonly doubt?: boolean;
  /** Erasures, also those that come just when a journey wakes. */
  readonly erasures?: boolean;
}

/** Draws a scenario by its seed and runs it: days of faults, then none, each dead letter sent again, then much time. */
export async function runSeed(seed: number, without: Without = {}): Promise<Run> {
  const options = drawOptions(seed, without.doubt);
  const isWanted = (fact: Fact) => !(without.erasures && fact.does === 'tell' && fact.type === 'user.erased');
  const slowness = pick(chance(seed, 'slowness'), [0, 0.5, 1]);
  const world = await World.create({
    seed,
    slowness,
    faults: (clock) => drawnFaults(seed, options, () => clock.now >= healedAt),
  });
  for (const fact of peopleOf(seed).flatMap((person) => factsOf(seed, person))) if (isWanted(fact)) world.tell(fact);
  world.acceptances.onAcceptance((acceptance) => {
    for (const fact of reactionsTo(seed, acceptance)) world.tell(fact);
  });
  world.onWaiting((until, input) => {
    if (world.now >= healedAt || until > healedAt) return;
    const fact = aimedAt(seed, until, input, world.now);
    if (fact && isWanted(fact)) world.tell(fact);
  });
  await passTime(world);
  const scenario = { seed, slowness, facts: [...world.facts], faults: [...world.faults] };
  return { seed, world, options, scenario, calm: options.calm };
}

/** Runs a scenario that is written out. */
export async function runScenario(scenario: Scenario): Promise<Run> {
  const { seed, slowness, facts, faults } = scenario;
  const world = await World.create({ seed, slowness, faults: () => listedFaults(faults) });
  for (const fact of facts) world.tell(fact);
  await passTime(world);
  const kinds = [...new Set(faults.map(({ what }) => what))];
  const calm = isCalm(kinds);
  return { seed, world, options: { calm, kinds, rate: 0 }, scenario, calm };
}

async function passTime(world: World): Promise<void> {
  await world.runTo(healedAt + 3_600_000);
  for (const letter of world.bus.letters.splice(0)) world.bus.sendAgain(letter);
  // What is delayed by days comes after the rest.
  await world.runTo(healedAt + 5 * dayMs);
  for (const letter of world.bus.letters.filter(({ key }) => !key.endsWith(' again'))) {
    world.bus.letters.splice(world.bus.letters.indexOf(letter), 1);
    world.bus.sendAgain(letter);
  }
  await world.runTo(endAt);
}
