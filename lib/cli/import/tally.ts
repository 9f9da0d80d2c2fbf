import { escapedIn } from '../output.ts';
import type { ImportEvent, Outcome } from './events.ts';

/** What an import has done so far: counts alone, so that it stays as small after a million lines. */
export interface Tally {
  read: number;
  taken: number;
  refused: number;
  /** Lines that said who somebody is. */
  people: number;
  /** Lines by `email granted express`, `sms withdrawn`. */
  consents: Record<string, number>;
  /** Addresses by channel. */
  suppressed: Record<string, number>;
  /** Lines by reason. A line may have several. */
  refusedBecause: Record<string, number>;
  /** Fields that were left out, by reason. */
  leftOut: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  read: 0,
  taken: 0,
  refused: 0,
  people: 0,
  consents: {},
  suppressed: {},
  refusedBecause: {},
  leftOut: {},
});

export function count(tally: Tally, { events, refused, leftOut }: Outcome): void {
  tally.read++;
  tally[refused.length > 0 ? 'refused' : 'taken']++;
  for (const event of events) countEvent(tally, event);
  for (const reason of new Set(refused)) add(tally.refusedBecause, reason);
  for (const reason of new Set(leftOut)) add(tally.leftOut, reason);
}

function countEvent(tally: Tally, { type, detail }: ImportEvent): void {
  if (type === 'profile.updated') tally.people++;
  else if (type === 'address.suppressed') add(tally.suppressed, String(detail.channel));
  else add(tally.consents, [detail.channel, detail.status, detail.basis].filter(Boolean).join(' '));
}

/** Reasons name ids that an export makes up; beyond so many they share one line. */
const mostKinds = 200;

function add(counts: Record<string, number>, kind: string): void {
  const known = Object.hasOwn(counts, kind) || Object.keys(counts).length < mostKinds;
  const name = known ? kind : 'other reasons';
  counts[name] = (counts[name] ?? 0) + 1;
}

/** The summary, for people. @param speed lines a second */
export function linesOf(counted: Tally, speed: number): string {
  const tally = escapedIn(counted);
  const table = (title: string, counts: Readonly<Record<string, number>>) => {
    const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
    return rows.length === 0 ? [] : [title, ...rows.map(([kind, number]) => `  ${figure(number)}  ${kind}`)];
  };
  return [
    'Lines',
    `  ${figure(tally.read)}  read`,
    `  ${figure(tally.taken)}  taken, ${tally.people} of them with a profile`,
    `  ${figure(tally.refused)}  refused`,
    ...table('Consent', tally.consents),
    ...table('Addresses suppressed', tally.suppressed),
    ...table('Refused, because', tally.refusedBecause),
    ...table('Left out', tally.leftOut),
    `${Math.round(speed)} lines a second`,
    '',
  ].join('\n');
}

const figure = (number: number) => String(number).padStart(9);
