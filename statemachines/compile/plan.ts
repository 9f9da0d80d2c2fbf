import { journeyDuration, toIsoDuration } from '../../lib/domain/duration.ts';
import type { Guard, NextStep, Successor } from '../../lib/domain/journey-rules.ts';
import type { AnyLadder, AnyRung, AnySend, AnySplit, AnyStep } from '../any-journey.ts';
import { channelOf } from './voices.ts';

/** A journey as a graph: where it begins, and what follows each step. */
export interface Plan {
  readonly first: Successor;
  /** In the order written. */
  readonly steps: ReadonlyMap<string, PlannedStep>;
}

export interface PlannedStep {
  readonly form: AnySend | AnyRung;
  readonly unless?: Guard;
  /** Steps of the ladder before this one. */
  readonly ladder?: readonly string[];
  readonly then: Successor;
}

/**
 * Lays a journey's steps out from the last to the first, so that each knows what follows it. Branches of a split share
 * what follows the split, by reference.
 */
export function planOf(steps: readonly AnyStep[]): Plan {
  const planned = new Map<string, PlannedStep>();
  const first = planSteps(steps, null, planned);
  const written = namesOf(steps).map((name) => [name, planned.get(name)] as const);
  return { first, steps: new Map(written.filter((entry): entry is [string, PlannedStep] => entry[1] !== undefined)) };
}

type Planned = Map<string, PlannedStep>;

function planSteps(steps: readonly AnyStep[], end: Successor, planned: Planned): Successor {
  return steps.reduceRight<Successor>((then, step) => {
    if ('split' in step) return planSplit(step, then, planned);
    return 'fallback' in step ? planLadder(step, then, planned) : planSend(step, then, planned);
  }, end);
}

function planSend(form: AnySend, then: Successor, planned: Planned): NextStep {
  planned.set(form.name, { form, then });
  return {
    step: form.name,
    channel: channelOf(form),
    ...(form.after !== undefined && { after: iso(form.after) }),
    ...(form.at !== undefined && { at: form.at }),
    ...(form.day !== undefined && { day: form.day }),
  };
}

function planLadder({ fallback: [first, ...rungs] }: AnyLadder, end: Successor, planned: Planned): NextStep {
  const names = [first.name, ...rungs.map(({ name }) => name)];
  const then = rungs.reduceRight<Successor>((next, form, at) => {
    planned.set(form.name, { form, unless: form.unless, ladder: names.slice(0, at + 1), then: next });
    return {
      step: form.name,
      channel: channelOf(form),
      after: iso(form.within),
      ...(form.at !== undefined && { at: form.at }),
      rung: true,
    };
  }, end);
  return planSend(first, then, planned);
}

function planSplit({ split, branches, otherwise }: AnySplit, then: Successor, planned: Planned): Successor {
  return {
    split: splitKey(split),
    branches: Object.fromEntries(
      Object.entries(branches).map(([value, steps]) => [value, planSteps(steps, then, planned)]),
    ),
    otherwise: otherwise ? planSteps(otherwise, then, planned) : null,
  };
}

/** What a split looks at, in full: a bare word is a field of the entering event. */
export function splitKey(split: AnySplit['split']): string {
  if (typeof split !== 'string') return `experiment.${split.experiment}`;
  return /^(traits|profile)\./.test(split) ? split : `event.${split}`;
}

/** Names of all sends, in the order written. */
function namesOf(steps: readonly AnyStep[]): string[] {
  return steps.flatMap((step) => {
    if ('split' in step) return [...Object.values(step.branches), step.otherwise ?? []].flatMap(namesOf);
    return 'fallback' in step ? step.fallback.map(({ name }) => name) : [step.name];
  });
}

const iso = (text: string) => toIsoDuration(journeyDuration(text));
