import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';
import type { AnyJourney } from '../any-journey.ts';
import type { WholeProgram } from '../program-form.ts';
import { checkDefinition } from './checks/definition.ts';
import { checkJourney } from './checks/index.ts';
import { type Definition, definitionOf } from './definition.ts';
import { type EntryPattern, entryPatternOf } from './entry-pattern.ts';
import { planOf } from './plan.ts';
import { rulesOfJourney } from './rules.ts';
import { type Text, textsOf } from './texts.ts';

export type { Definition } from './definition.ts';
export type { EntryPattern } from './entry-pattern.ts';
export type { Text } from './texts.ts';

/** What a journey becomes on AWS. */
export interface CompiledJourney {
  readonly name: string;
  /** The state machine, in the Amazon States Language. */
  readonly definition: Definition;
  /** The EventBridge rule that lets people in. */
  readonly entryPattern: EntryPattern;
  readonly rules: JourneyRules;
  /** What each SMS comes to, by language, in the order of the steps. */
  readonly texts: readonly Text[];
}

/**
 * Compiles a journey: checks all that can be known before anybody enters, then lowers it.
 *
 * @throws RuleError, which says what was written, what holds and what to do
 */
export function compileJourney(journey: AnyJourney, program: WholeProgram): CompiledJourney {
  try {
    return compileChecked(journey, program);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    throw new RuleError({
      value: error.value,
      rule: `in the journey ${journey.name}, ${error.rule}`,
      remedy: error.remedy,
    });
  }
}

function compileChecked(journey: AnyJourney, program: WholeProgram): CompiledJourney {
  checkJourney(journey, program);
  const texts = textsOf(journey, program);
  const plan = planOf(journey.steps);
  const definition = definitionOf(journey, plan);
  checkDefinition(definition);
  return {
    name: journey.name,
    definition,
    entryPattern: entryPatternOf(journey),
    rules: rulesOfJourney(journey, plan, program.funnels),
    texts,
  };
}
