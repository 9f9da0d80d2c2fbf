import { dayMs } from '../../../lib/domain/duration.ts';
import { bestHourWord } from '../../../lib/domain/journey-rules.ts';
import { minuteOfDay } from '../../../lib/domain/local-time.ts';
import type { AnyJourney, AnyLadder, AnySend, AnyStep, AnyVoice } from '../../any-journey.ts';
import type { WholeProgram } from '../../program-form.ts';
import { readDuration } from './read-duration.ts';
import { refuse } from './refuse.ts';
import { branchesOf, sendsOf } from './walk.ts';

/** An execution lives a year at most; the rest is for holds. */
const longestPathDays = 350;

/** Every time can be kept, and the last of them within the life of an execution. */
export function checkTiming(journey: AnyJourney, program: WholeProgram): void {
  for (const goal of [...(journey.goal ? [journey.goal] : []), ...Object.values(journey.goals ?? {})]) {
    positive(goal.within, 'within', goal);
    if (readDuration(goal.within, 'within') > longestPathDays * dayMs) {
      refuse(goal, `a goal is reached within ${longestPathDays} days`, 'shorten within');
    }
  }
  const again = 'again' in journey.enter ? journey.enter.again : undefined;
  if (typeof again === 'object' && 'after' in again) positive(again.after, 'after', again);
  const limit = 'notOlderThan' in journey.enter ? journey.enter.notOlderThan : undefined;
  if (limit !== undefined) positive(limit, 'notOlderThan', journey.enter);
  for (const { send } of sendsOf(journey.steps)) checkAppointment(send, journey, program);
  const { latest, step } = longestWay(journey.steps);
  if (latest > longestPathDays * dayMs) {
    refuse(
      `${Math.ceil(latest / dayMs)} days to ${step}`,
      `a run takes at most ${longestPathDays} days`,
      'shorten the delays, or let a second journey go on from an event',
    );
  }
}

/** How long the longest way through some steps takes, in milliseconds, and where it ends. */
export const longestWay = (steps: readonly AnyStep[]): Pick<Reach, 'latest' | 'step'> =>
  through(steps, { earliest: 0, latest: 0, step: '' });

function checkAppointment(send: AnyVoice, { purpose }: AnyJourney, { windows }: WholeProgram): void {
  if (send.when) positive(send.when.within, 'within', send.when);
  if (send.within !== undefined) positive(send.within, 'within', send);
  const { at } = send;
  const { day } = send;
  if (day !== undefined && !(Number.isInteger(day) && day >= 0 && day <= longestPathDays)) {
    refuse(day, `a day is a whole number from 0, the day of the entry, to ${longestPathDays}`, 'correct it');
  }
  if (at === undefined || at === bestHourWord) return;
  if (typeof at !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) {
    refuse(at, `at is a local time of day from 00:00 to 23:59, or ${bestHourWord}`, 'write it like 10:00');
  }
  const open = purpose === 'marketing' ? windows[send.send] : undefined;
  if (open && !open.some(({ from, to }) => from <= at && at < to)) {
    refuse(
      { step: send.name, at },
      `the program lets ${send.send} speak ${open.map(({ from, to }) => `from ${from} to ${to}`).join(', ')} only`,
      'choose a time inside, or widen the window in the program',
    );
  }
}

function positive(duration: string, word: string, value: unknown): void {
  if (readDuration(duration, word) === 0) refuse(value, `${word} leaves some time`, 'write it like 24h');
}

/** When a step may be reached, in milliseconds of local time since the day of the entry began. */
interface Reach {
  /** No path gets here before. */
  readonly earliest: number;
  /** No path gets here after, but for holds. */
  readonly latest: number;
  /** The step that comes last. */
  readonly step: string;
}

function through(steps: readonly AnyStep[], start: Reach): Reach {
  return steps.reduce<Reach>((reach, step) => {
    if ('split' in step)
      return join(
        branchesOf(step).map((branch) => through(branch, reach)),
        reach,
      );
    return 'fallback' in step ? climb(step, reach) : arrive(step, reach);
  }, start);
}

function climb({ fallback: [first, ...rungs] }: AnyLadder, start: Reach): Reach {
  return rungs.reduce<Reach>(
    // A rung is due at once when the one before could not be sent.
    (reach, { name, within, at }) => ({
      earliest: reach.earliest,
      latest: reach.latest + readDuration(within, 'within') + (at === undefined ? 0 : dayMs),
      step: name,
    }),
    arrive(first, start),
  );
}

function arrive({ name, after, at, day }: AnySend, reach: Reach): Reach {
  const delay = after === undefined ? 0 : readDuration(after, 'after');
  const earliest = reach.earliest + delay;
  if (day === undefined) return { earliest, latest: reach.latest + delay + (at === undefined ? 0 : dayMs), step: name };
  const time = at === bestHourWord ? undefined : at;
  const appointment = day * dayMs + (time === undefined ? 0 : minuteOfDay(time) * 60_000);
  // A day without a time lasts until its end.
  if ((time === undefined ? appointment + dayMs : appointment + 1) <= earliest) {
    refuse({ step: name, day, at }, 'a day comes after the steps before it', 'choose a later day, or an earlier place');
  }
  return {
    earliest: Math.max(earliest, appointment),
    latest: Math.max(reach.latest + delay, (day + 1) * dayMs) + (at === bestHourWord ? dayMs : 0),
    step: name,
  };
}

function join(ways: readonly Reach[], start: Reach): Reach {
  if (ways.length === 0) return start;
  const last = ways.reduce((a, b) => (b.latest > a.latest ? b : a));
  return { ...last, earliest: Math.min(...ways.map(({ earliest }) => earliest)) };
}
