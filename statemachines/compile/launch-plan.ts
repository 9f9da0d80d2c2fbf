import { journeyDuration, toIsoDuration } from '../../lib/domain/duration.ts';
import { iso } from '../../lib/domain/instant.ts';
import { beginsAt, executionName, type Launch, launchInput, type Starts } from '../../lib/domain/launch.ts';
import { startingMs } from '../../lib/domain/pace.ts';
import { type Load, type PlanPart, type RatePlan, ratePlan, type Wave } from '../../lib/domain/rate-plan.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';
import type { AnyBroadcast, AnyJourney, AnyVoice } from '../any-journey.ts';
import type { WholeProgram } from '../program-form.ts';
import { longestWay } from './checks/timing.ts';
import { sendsOf } from './checks/walk.ts';

/** A journey that is launched, as its command and its schedule see it. */
export type LaunchedJourney = AnyJourney & { readonly enter: AnyBroadcast };

export const isLaunched = (journey: AnyJourney): journey is LaunchedJourney => 'audience' in journey.enter;

/** How long launching a journey to so many people takes. @param starts instead of the journey's own */
export function launchPlan(
  journey: LaunchedJourney,
  program: WholeProgram,
  people: number,
  starts: Starts | undefined = journey.enter.at,
): RatePlan {
  const overMs = journeyDuration(journey.enter.over);
  const lastsMs = longestWay(journey.steps).latest + overMs;
  const load: Load = {
    people,
    ahead: starts !== 'now' && starts.date !== undefined,
    overMs,
    goalMs: journey.goal ? journeyDuration(journey.goal.within) : lastsMs,
    lastsMs,
    waves: [...sendsOf(journey.steps)].map(({ send }) => waveOf(send, overMs, program)),
  };
  return ratePlan(load, program.quotas);
}

/** Whoever is spread stays so, until a step calls everybody at one local time. */
function waveOf(send: AnyVoice, overMs: number, { spreadMs, rates, providers }: WholeProgram): Wave {
  const called = send.at !== undefined || send.day !== undefined;
  const [name = ''] = providers[send.send] ?? [];
  const perSecond = rates[send.send]?.[name];
  return {
    step: send.name,
    channel: send.send,
    spanMs: called ? spreadMs : overMs,
    ...(perSecond !== undefined && { provider: { name, perSecond } }),
  };
}

/** @throws RuleError for a launch that cannot finish in time: which quota, what it would take, and what to do */
export function checkPlan({ people, refused }: RatePlan): void {
  if (!refused) return;
  throw new RuleError({
    value: { people, [refused.quota]: refused.allows },
    rule: `a launch finishes in time, but this takes ${lasting(refused.takesMs)} where there are ${lasting(refused.withinMs)}`,
    remedy: refused.remedy,
  });
}

/** The plan in words, the quota that binds first. */
export function planLines(name: string, { people, parts, binding }: RatePlan): string {
  const others = parts.filter((part) => part !== binding && part.takesMs > 0);
  const line = ({ quota, allows, takesMs, withinMs }: PlanPart) =>
    `  ${quota}: ${allows}; takes ${lasting(takesMs)} of ${lasting(withinMs)}${takesMs > withinMs ? ', too long' : ''}\n`;
  const head = `${name} to ${people.toLocaleString('en')} people takes ${lasting(binding.takesMs)}, by ${binding.quota}\n`;
  return head + [binding, ...others].map(line).join('');
}

/** `2 h 5 min`: the two largest units are enough. */
function lasting(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const;
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return 'no time';
  const [size, name] = units[first] ?? [1, 's'];
  const [smaller, smallerName] = units[first + 1] ?? [1, ''];
  const rest = Math.floor((seconds % size) / smaller);
  return `${Math.floor(seconds / size)} ${name}${rest > 0 && smallerName ? ` ${rest} ${smallerName}` : ''}`;
}

export interface LaunchSchedule {
  /** ISO 8601. */
  readonly at: string;
  /** Name of the execution. */
  readonly execution: string;
  readonly input: object;
}

/** What launches a journey by itself: when, and with what input. `undefined` when its code names no date. */
export function scheduleOf(journey: LaunchedJourney, { quotas }: WholeProgram): LaunchSchedule | undefined {
  const { at: starts, expect = 0 } = journey.enter;
  if (starts === 'now' || starts.date === undefined) return undefined;
  const { date, time } = starts;
  const at = iso(beginsAt({ date, time }, startingMs(expect, quotas)));
  const launch = launchOf(journey, at, starts);
  return { at, execution: executionName(launch), input: launchInput(launch) };
}

/**
 * A launch of a journey. On a date it is always the same one, so that the schedule and the command cannot both enter a
 * person; otherwise it is named by when it began.
 *
 * @param at when it begins, ISO 8601
 */
export function launchOf({ name, enter }: LaunchedJourney, at: string, starts: Starts | undefined = enter.at): Launch {
  const dated = starts !== 'now' && starts.date !== undefined ? `${starts.date}T${starts.time}` : at;
  return {
    journey: name,
    id: dated.replaceAll(/[^0-9TZ]/g, ''),
    at,
    starts,
    over: toIsoDuration(journeyDuration(enter.over)),
  };
}
