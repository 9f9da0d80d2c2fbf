import type { LocalHour, NextTouch } from '../domain/ledger.ts';

/** The step to come as stored: step, seconds, the local hour that it goes by (`-` for none), 1 where it was put off. */
export type NextItem = readonly [string, number, string?, 1?];

const seconds = (ms: number) => Math.floor(ms / 1000);
const ms = (seconds: number) => seconds * 1000;

/** The hour: zone, time, day, delay over (seconds), holds, looked at (seconds); of a launch time, date, begun and moved by (seconds). */
export function encodeNext({ step, wakeAt, hour, isPutOff }: NextTouch): NextItem {
  if (!hour) return isPutOff ? [step, seconds(wakeAt), '-', 1] : [step, seconds(wakeAt)];
  const { zone, at, day, due, look, holds, start } = hour;
  // A delay is never over before it is: what is finer than a second is rounded up.
  const words = [zone, at, day, Math.ceil(due / 1000), holds, look === undefined ? undefined : seconds(look)];
  const launched = start ? [start.time, start.date, seconds(start.begun), seconds(start.plus)] : [];
  const text = [...words, ...launched].map((word) => word ?? '-').join(' ');
  return isPutOff ? [step, seconds(wakeAt), text, 1] : [step, seconds(wakeAt), text];
}

export function decodeNext([step, wakeAt, text, putOff]: NextItem): NextTouch {
  const next = { step, wakeAt: ms(wakeAt), ...(putOff && { isPutOff: true as const }) };
  if (text === undefined || text === '-') return next;
  const words = text.split(' ').map((word) => (word === '-' ? undefined : word));
  const [zone, at, day, due, holds, look, time, date, begun, plus] = words;
  const start = time !== undefined && { time, ...(date !== undefined && { date }), ...launchedBy(begun, plus) };
  const hour: LocalHour = {
    ...(zone !== undefined && { zone }),
    ...(at !== undefined && { at }),
    ...(day !== undefined && { day: Number(day) }),
    due: ms(Number(due)),
    ...(look !== undefined && { look: ms(Number(look)) }),
    holds: Number(holds),
    ...(start && { start }),
  };
  return { ...next, hour };
}

const launchedBy = (begun: string | undefined, plus: string | undefined) => ({
  begun: ms(Number(begun)),
  plus: ms(Number(plus)),
});
