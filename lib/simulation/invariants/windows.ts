import { program } from '../../../statemachines/program.ts';
import { type History, type Invariant, inFlightMs } from './history.ts';

export const windows: Invariant = {
  finds: ['window'],
  holds: 'Marketing is accepted within the hours of the program where its reader is.',
  *check(history) {
    for (const { user, channel, at, step } of history.acceptances) {
      const open = program.windows[channel as keyof typeof program.windows];
      if (user === null || !open) continue;
      const zones = new Set(zonesAround(history, user, at));
      // What is accepted a moment after a window closed was decided while it was open.
      const within = [...zones].some((zone) =>
        [at, at - inFlightMs].some((when) => open.some(({ from, to }) => isBetween(localTime(when, zone), from, to))),
      );
      if (!within) {
        const local = [...zones].map((zone) => `${localTime(at, zone)} in ${zone}`).join(', ');
        yield { invariant: 'window', person: user, at, what: `${step} by ${channel} at ${local}` };
      }
    }
  },
};

/** Where their profile said that they are, just before a message was accepted. */
function zonesAround(history: History, user: string, at: number): string[] {
  const profiles = history.writesOf(user).filter(({ sk, at: written }) => sk === 'PROFILE' && written <= at);
  const before = profiles.findLast((write) => write.at <= at - inFlightMs);
  const since = profiles.filter((write) => write.at > at - inFlightMs);
  return [before, ...since].map((write) => String(write?.after?.timezone ?? program.timezone));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `HH:MM` of the day. */
function localTime(at: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, format);
  return format.format(at);
}

const isBetween = (time: string, from: string | number, to: string | number) =>
  time >= textOf(from) && time < textOf(to);

const textOf = (time: string | number): string =>
  typeof time === 'string'
    ? time
    : `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
