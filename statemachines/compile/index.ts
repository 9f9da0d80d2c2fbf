import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';
import type { AnyJourney } from '../any-journey.ts';
import type { WholeProgram } from '../program-form.ts';
import { checkDefinition } from './checks/definition.ts';
import { checkJourney } from './checks/index.ts';
import { checkProgram } from './checks/program.ts';
import { type Definition, definitionOf } from './definition.ts';
import { type EntryPattern, entryPatternOf } from './entry-pattern.ts';
import {
  checkPlan,
  isLaunched,
  type LaunchedJourney,
  type LaunchSchedule,
  launchPlan,
  planLines,
  scheduleOf,
} from './launch-plan.ts';
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
  /** The EventBridge rule that lets people in; none for a journey that is launched. */
  readonly entryPattern?: EntryPattern;
  /** Of a journey that is launched. */
  readonly launch?: CompiledLaunch;
  readonly rules: JourneyRules;
  /** What each SMS comes to, by language, in the order of the steps. */
  readonly texts: readonly Text[];
}

export interface CompiledLaunch {
  /** How long it takes, in words, where it says how many people it expects. */
  readonly plan?: string;
  /** Absent when it launches only by hand. */
  readonly schedule?: LaunchSchedule;
}

/**
 * Compiles all journeys of a program, and checks what the program says of them.
 *
 * @throws RuleError, as `compileJourney`
 */
export function compileJourneys(journeys: readonly AnyJourney[], program: WholeProgram): CompiledJourney[] {
  checkProgram(journeys, program);
  return journeys.map((journey) => compileJourney(journey, program));
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
    ...(isLaunched(journey) ? { launch: launched(journey, program) } : entered(journey)),
    rules: rulesOfJourney(journey, plan, program.funnels),
    texts,
  };
}

const entered = ({ enter }: AnyJourney) => ('on' in enter ? { entryPattern: entryPatternOf(enter) } : {});

function launched(journey: LaunchedJourney, program: WholeProgram): CompiledLaunch {
  const { name, enter } = journey;
  const plan = enter.expect === undefined ? undefined : launchPlan(journey, program, enter.expect);
  if (plan) checkPlan(plan);
  const schedule = scheduleOf(journey, program);
  return { ...(plan && { plan: planLines(name, plan) }), ...(schedule && { schedule }) };
}
