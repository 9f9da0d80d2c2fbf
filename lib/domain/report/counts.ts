import type { Channel } from '../channel.ts';
import type { RunRef } from '../journey-rules.ts';
import type { Arm } from '../lift.ts';
import type { Counted } from '../tally.ts';

/** Counters by name, zero where nothing was counted. */
export type Counts = (name: string) => number;

export type Group = RunRef['group'];

/** All counters of a group that are about one thing, over all days given. */
export function countsOf(rows: readonly Counted[], of: Counted['of'], group: Group): Counts {
  const sums = sumsOf(rows, of, group);
  return (name) => sums.get(name) ?? 0;
}

export function sumsOf(rows: readonly Counted[], of: Counted['of'], group: Group): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (row.of !== of || row.group !== group) continue;
    for (const [name, value] of Object.entries(row.add)) sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return sums;
}

/** Counters whose names begin so, by the rest of their names, the largest first. */
export function countersAfter(prefix: string, sums: ReadonlyMap<string, number>): [string, number][] {
  return [...sums]
    .flatMap(([name, value]): [string, number][] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    )
    .sort(([, a], [, b]) => b - a);
}

/** Those who entered and those of them who converted. A count that was lost with its function never makes more of these. */
export const armOf = (counts: Counts, prefix = ''): Arm => {
  const n = counts(`${prefix}entered`);
  return { n, x: Math.min(n, counts(`${prefix}converted`)) };
};

/** Channels that anything was counted of, in the order given. */
export const channelsIn = (rows: readonly Counted[], all: readonly Channel[]): Channel[] =>
  all.filter((channel) => rows.some(({ of }) => of === channel));

export const daysOf = (rows: readonly Counted[]): string[] => [...new Set(rows.map(({ day }) => day))].sort();
