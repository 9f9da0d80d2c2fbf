import type { Catalog } from '../lib/content/catalog.ts';
import type { JourneyRules } from '../lib/domain/journey-rules.ts';
import type { AnyJourney } from './any-journey.ts';
import { rulesOfJourney } from './compile/rules.ts';
import { journeys } from './journeys/index.ts';
import { program } from './program.ts';
import { wholeContent } from './whole-content.ts';

export { program } from './program.ts';

const byName: ReadonlyMap<string, AnyJourney> = new Map(journeys.map((journey) => [journey.name, journey]));
const known = new Map<string, JourneyRules>();
const contents = new Map<string, Catalog>();

/** A journey's rules, live: those of the code deployed now. `undefined` for a journey that is no longer deployed. */
export function rulesOf(name: string): JourneyRules | undefined {
  return once(known, name, (journey) => rulesOfJourney(journey, undefined, program.funnels));
}

/** What a journey can say, in the program's frames for its purpose. */
export function contentOf(name: string): Catalog | undefined {
  return once(contents, name, (journey) => wholeContent(journey, program));
}

/** The program and the journeys, as the engine's procedures take them. */
export const rules = {
  program,
  journeys: {
    rules: rulesOf,
    all: (): readonly JourneyRules[] => [...byName.keys()].map(rulesOf).filter((each) => each !== undefined),
  },
};

/** Only what a Lambda asks for is worked out, and only once in its life. */
function once<T>(made: Map<string, T>, name: string, make: (journey: AnyJourney) => T): T | undefined {
  const journey = byName.get(name);
  if (!journey) return undefined;
  const value = made.get(name) ?? make(journey);
  made.set(name, value);
  return value;
}
