import { spreadWithin } from '../schedule.ts';
import { nextOpen } from '../window.ts';
import { hold, pass, type Rule, skip } from './verdict.ts';

/** Local time is inside every window, of rows and of the program, wherever the person may be. */
export const window: Rule = (question, { channel }, { windows: { opening, clocks, parts, seen } }) => {
  if (!opening) return null;
  const { now, journey, profile, program, run, stepName } = question;
  const next = nextOpen(clocks, now, opening);
  if (next === now) return pass(seen);
  const shut = parts.find((part) => nextOpen(clocks, now, part.opening) !== now);
  const why = { zone: seen.zone, ...(shut && { row: shut.row }) };
  if (next === null) return skip('never-open', why);
  const context = { run, purpose: journey.purpose, profile, program };
  return hold('outside-window', spreadWithin({ step: stepName, channel }, next, context), why);
};
