import { messagesByLocale } from '../../lib/content/locale.ts';
import { eventFieldsIn } from '../../lib/content/mentions.ts';
import type { Audience } from '../../lib/domain/audience.ts';
import { journeyDuration } from '../../lib/domain/duration.ts';
import {
  type Broadcast,
  bestHourWord,
  type EventEntry,
  type Goal,
  type JourneyRules,
  type Reentry,
  type StepRules,
} from '../../lib/domain/journey-rules.ts';
import type { Measuring } from '../../lib/domain/measuring.ts';
import type { AnyAudience, AnyGoal, AnyJourney, AnyReentry, AnyRung, AnySend, AnyVoice } from '../any-journey.ts';
import { readCaps } from '../program-form.ts';
import { type Plan, planOf } from './plan.ts';
import { voicesOf } from './voices.ts';

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
    enter: readEntry(journey.enter),
    ...(journey.goal && { goal: readGoal(journey.goal) }),
    ...(journey.goals && { goals: mapGoals(journey.goals) }),
    ...(funnel && { funnel }),
    exits: journey.exit ?? [],
    experiments: journey.experiments ?? {},
    ...(journey.bandits && { bandits: journey.bandits }),
    ...([...plan.steps.values()].some(({ form }) => form.at === bestHourWord) && { bestHour: true }),
    first: plan.first,
    steps: Object.fromEntries([...plan.steps].map(([name, { form }]) => [name, readStep(form)])),
    remembers: remembered(journey, plan),
  };
}

function readEntry(enter: AnyJourney['enter']): EventEntry | Broadcast {
  if ('audience' in enter) {
    return { audience: readAudience(enter.audience), starts: enter.at, overMs: journeyDuration(enter.over) };
  }
  const { on, where, again, notOlderThan } = enter;
  return {
    on,
    ...(where && { where }),
    again: readReentry(again),
    ...(notOlderThan !== undefined && { notOlderThanMs: journeyDuration(notOlderThan) }),
  };
}

function readAudience(audience: AnyAudience): Audience | 'list' {
  if (typeof audience === 'string') return audience;
  if ('all' in audience) return { all: audience.all.map(readAudience) as Audience[] };
  if ('any' in audience) return { any: audience.any.map(readAudience) as Audience[] };
  if ('not' in audience) return { not: readAudience(audience.not) as Audience };
  const { engaged, ...rest } = audience;
  if (!engaged) return rest;
  const within = Object.entries(engaged).map(([channel, { within }]) => [
    channel,
    { withinMs: journeyDuration(within) },
  ]);
  return { ...rest, engaged: Object.fromEntries(within) };
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

function readStep(form: AnySend | AnyRung): StepRules {
  const { name, send, when } = form;
  const voices = voicesOf(form);
  const [first] = voices;
  if (!first) throw new Error(`step ${name}: it has no channel; the compiler refuses that`);
  const best = voices.map(({ send, content }) => [send, content as string] as const);
  return {
    name,
    channel: first.send,
    content: first.content,
    ...(typeof send !== 'string' && { best }),
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
    for (const name of voicesOf(form).flatMap(contentNames)) {
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

/** Every content that a step may show on one channel. */
export function contentNames({ content }: Pick<AnyVoice, 'content'>): string[] {
  return typeof content === 'string' ? [content] : Object.values(content.arms);
}
