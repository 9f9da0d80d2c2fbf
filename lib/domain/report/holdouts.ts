import { type Channel, channels } from '../channel.ts';
import { holdoutExperiment, inMarket } from '../holdout.ts';
import { armCounter } from '../tally/runs.ts';
import type { Counted } from '../tally.ts';
import type { Cell } from './cell.ts';
import { type ArmRow, armsOf, compare, type Range, scaled } from './comparison.ts';
import { type Counts, countersAfter, countsOf, sumsOf } from './counts.ts';

/** What a channel adds to all others: people who may get it beside people who never do. */
export interface Holdout extends Withheld {
  /** `global`: all marketing. */
  readonly channel: Channel | 'global';
  /** What the chosen model credits it with. */
  readonly attributed: Cell;
  /** The same in each market, the largest first: of journeys whose audience names countries. */
  readonly markets: readonly HoldoutMarket[];
}

export interface HoldoutMarket extends Withheld {
  /** ISO 3166-1, or `other`. */
  readonly market: string;
}

interface Withheld {
  readonly heldOut: ArmRow;
  readonly others: ArmRow;
  /** Conversions that would not be there without the channel. */
  readonly incremental: Range | null;
}

/** Holdouts that counters tell of. */
export function holdoutsOf(
  rows: readonly Counted[],
  ranMs: number,
  credits: Readonly<Record<string, Cell>>,
): Holdout[] {
  const counts = countsOf(rows, 'runs', 'treatment');
  const sums = sumsOf(rows, 'runs', 'treatment');
  return (['global', ...channels] as const).flatMap((channel): Holdout[] => {
    const name = holdoutExperiment(channel);
    const withheld = withheldBy(name, counts, ranMs);
    if (!withheld) return [];
    const markets = marketsOf(name, sums).flatMap((market) => {
      const here = withheldBy(inMarket(name, market), counts, ranMs);
      return here ? [{ market, ...here }] : [];
    });
    return [
      {
        channel,
        ...withheld,
        attributed: channel === 'global' ? touched(credits) : cellOf(credits, channel),
        markets,
      },
    ];
  });
}

/** `null` where nobody was counted. */
function withheldBy(name: string, counts: Counts, ranMs: number): Withheld | null {
  // By their own sizes: the shares of holdouts are the program's, and checked with its other numbers.
  const shares = { out: counts(armCounter(name, 'out', 'entered')), in: counts(armCounter(name, 'in', 'entered')) };
  const arms = armsOf(shares, (arm) => (what) => counts(armCounter(name, arm, what)));
  const [heldOut, others] = compare(arms, ranMs)?.arms ?? [];
  if (!heldOut || !others || arms.every(({ n }) => n === 0)) return null;
  const difference = others.against?.difference ?? null;
  return { heldOut, others, incremental: difference && scaled(difference, arms[1]?.n ?? 0) };
}

/** Markets whose people this holdout was counted among, the largest first. */
function marketsOf(name: string, sums: ReadonlyMap<string, number>): string[] {
  const people = new Map<string, number>();
  for (const [counter, count] of countersAfter(inMarket(name, ''), sums)) {
    const market = /^(\w+)=(?:in|out)\.entered$/.exec(counter)?.[1];
    if (market !== undefined) people.set(market, (people.get(market) ?? 0) + count);
  }
  return [...people].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([market]) => market);
}

/** What the model gives to all channels together; hidden with any of them. */
const touched = (credits: Readonly<Record<string, Cell>>): Cell =>
  channels.reduce<Cell>((sum, channel) => {
    const credit = cellOf(credits, channel);
    return sum === null || credit === null ? null : sum + credit;
  }, 0);

const cellOf = (credits: Readonly<Record<string, Cell>>, channel: Channel): Cell =>
  channel in credits ? (credits[channel] ?? null) : 0;
