import { messagesByLocale } from '../../lib/content/locale.ts';
import { eventFieldsIn } from '../../lib/content/mentions.ts';
import { journeyDuration } from '../../lib/domain/duration.ts';
import type { Goal, JourneyRules, Reentry, StepRules } from '../../lib/domain/journey-rules.ts';
import type { Measuring } from '../../lib/domain/measuring.ts';
import type { AnyGoal, AnyJourney, AnyReentry, AnySend } from '../any-journey.ts';
import { readCaps } from '../program-form.ts';
import { type Plan, planOf } from './plan.ts';

/** Of journeys whose form does not say. */
export const defaultPriority = 50;

/**
 * A journey's rules as the engine reads them: defaults filled in, durations in milliseconds. It checks nothing, because
 * Lambdas call it for journeys that the compiler has let pass.
 */
export function rulesOfJourney(
  journey: AnyJourney,
  plan: Plan = planOf(journey.steps),
  funnels: Measuring['funnels'] = {},
): JourneyRules {
  const funnel = journey.funnel === undefined ? undefined : funnels[journey.funnel];
  return {
    name: journey.name,
    purpose: journey.purpose,
    priority: journey.priority ?? defaultPriority,
    control: journey.control ?? 0,
    caps: readCaps(journey.caps ?? []),
    ...(journey.whenCapped && { whenCapped: journey.whenCapped }),
    ...(journey.topic !== undefined && { topic: journey.topic }),
    ...(journey.holdouts && { holdouts: journey.holdouts }),
    ...(journey.approvers && { approvers: Object.keys(journey.approvers) }),
    enter: {
      on: journey.enter.on,
      ...(journey.enter.where && { where: journey.enter.where }),
      again: readReentry(journey.enter.again),
    },
    ...(journey.goal && { goal: readGoal(journey.goal) }),
    ...(journey.goals && { goals: mapGoals(journey.goals) }),
    ...(funnel && { funnel }),
    exits: journey.exit ?? [],
    experiments: journey.experiments ?? {},
    first: plan.first,
    steps: Object.fromEntries([...plan.steps].map(([name, { form }]) => [name, readStep(form)])),
    remembers: remembered(journey, plan),
  };
}

function readReentry(again: AnyReentry): Reentry {
  if (again === 'once' || again === 'always') return { kind: again };
  return 'after' in again ? { kind: 'after', ms: journeyDuration(again.after) } : { kind: 'per', field: again.per };
}

const mapGoals = (goals: Readonly<Record<string, AnyGoal>>): Record<string, Goal> =>
  Object.fromEntries(Object.entries(goals).map(([name, goal]) => [name, readGoal(goal)]));

function readGoal({ on, where, within, value, count }: AnyGoal): Goal {
  return {
    on,
    ...(where && { where }),
    withinMs: journeyDuration(within),
    ...(value !== undefined && { value }),
    ...(count === 'every' && { count }),
  };
}

function readStep({ name, send, content, when }: Pick<AnySend, 'name' | 'send' | 'content' | 'when'>): StepRules {
  return {
    name,
    channel: send,
    content,
    ...(when && { when: { engagedWith: when.engagedWith, withinMs: journeyDuration(when.within) } }),
  };
}

/** Fields of the entering event that are asked for later: by a split, or by what is said in any language. */
function remembered({ content }: AnyJourney, { first, steps }: Plan): string[] {
  const fields = new Set<string>();
  for (const successor of [first, ...[...steps.values()].map(({ then }) => then)]) {
    for (const split of splitsIn(successor)) if (split.startsWith('event.')) fields.add(split.slice('event.'.length));
  }
  for (const { form } of steps.values()) {
    for (const name of contentNames(form)) {
      for (const [, message] of messagesByLocale(content, name))
        for (const field of eventFieldsIn(message)) fields.add(field);
    }
  }
  return [...fields].sort();
}

function splitsIn(successor: JourneyRules['first']): string[] {
  if (successor === null || !('split' in successor)) return [];
  return [successor.split, ...[...Object.values(successor.branches), successor.otherwise].flatMap(splitsIn)];
}

/** Every content that a step may show. */
export function contentNames({ content }: Pick<AnySend, 'content'>): string[] {
  return typeof content === 'string' ? [content] : Object.values(content.arms);
}
