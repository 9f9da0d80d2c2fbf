import { contentHash } from '../lib/domain/content-hash.ts';
import type { AnyJourney } from './any-journey.ts';
import { definitionOf } from './compile/definition.ts';
import { planOf } from './compile/plan.ts';
import { rulesOfJourney } from './compile/rules.ts';
import { program } from './program.ts';
import { wholeContent } from './whole-content.ts';

/** A journey as text, with the frames that its words stood in when it was approved: the code that has it may be gone. */
export const textOfJourney = (journey: AnyJourney): string =>
  JSON.stringify({ ...journey, content: wholeContent(journey, program) });

/** A journey that was kept, as functions need it. */
export function readJourney(text: string) {
  const journey = JSON.parse(text) as AnyJourney;
  return {
    rules: rulesOfJourney(journey, undefined, program.funnels),
    content: journey.content,
    structure: structureOf(journey),
  };
}

/** The same for two journeys exactly when one state machine leads through both. */
export const structureOf = (journey: AnyJourney): string => contentHash(definitionOf(journey, planOf(journey.steps)));
