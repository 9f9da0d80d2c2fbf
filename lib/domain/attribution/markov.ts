import { inverse } from '../statistics/inverse.ts';
import { type Credits, channelsOf, type Path, shareOut } from './path.ts';

export interface MarkovAnswer {
  readonly credits: Credits;
  /** Share of the conversions that would be lost without the channel, 0 to 1. */
  readonly removalEffects: Readonly<Record<string, number>>;
}

/** How many users went from the start and from each channel to each channel, and to a conversion; and how many left it. */
interface Transitions {
  readonly toChannel: readonly number[][];
  readonly toConversion: readonly number[];
  readonly leaving: readonly number[];
}

/**
 * Markov chain attribution (Anderl, Becker, von Wangenheim and Schumann 2016): users move from touch to touch by what all
 * paths did, those that ended without a conversion included; without a channel, whoever would have moved to it is lost.
 *
 * Solved without simulation. With N = (I − Q)⁻¹, whose entry ij counts the visits to j after i, the chance of ever reaching
 * c is f = visits(c) / N(cc), and what passes through c and converts is f · h(c), h being the chance to convert from there:
 * that, of all that converts, is lost with c. So one inverse serves for the removal of every channel.
 */
export function markov(paths: readonly Path[]): MarkovAnswer {
  const channels = channelsOf(paths);
  const effects = new Map(channels.map((channel) => [channel, 0]));
  if (paths.some(({ path, conversions }) => path.length > 0 && conversions > 0)) {
    const found = removalEffects(count(paths, channels));
    for (const [at, channel] of channels.entries()) effects.set(channel, found[at] as number);
  }
  return { credits: shareOut(paths, effects), removalEffects: Object.fromEntries(effects) };
}

/** Index 0 is the start, channel i has index i + 1. */
function count(paths: readonly Path[], channels: readonly string[]): Transitions {
  const states = new Map(channels.map((channel, at) => [channel, at + 1]));
  const size = channels.length + 1;
  const toChannel = Array.from({ length: size }, () => Array<number>(size).fill(0));
  const toConversion = Array<number>(size).fill(0);
  const leaving = Array<number>(size).fill(0);
  for (const { path, conversions, nulls } of paths) {
    const users = conversions + nulls;
    if (users === 0) continue;
    let from = 0;
    for (const channel of path) {
      const to = states.get(channel) as number;
      add(toChannel[from] as number[], to, users);
      add(leaving, from, users);
      from = to;
    }
    add(toConversion, from, conversions);
    add(leaving, from, users);
  }
  return { toChannel, toConversion, leaving };
}

function add(counts: number[], at: number, users: number): void {
  counts[at] = (counts[at] as number) + users;
}

/** Of each channel. Every path ends, so that I − Q has an inverse. */
function removalEffects({ toChannel, toConversion, leaving }: Transitions): number[] {
  const chance = (from: number, users: number) => users / (leaving[from] as number);
  const visits = inverse(
    toChannel.map((row, from) => row.map((users, to) => (from === to ? 1 : 0) - chance(from, users))),
  );
  const converts = visits.map((row) =>
    row.reduce((sum, visited, at) => sum + visited * chance(at, toConversion[at] as number), 0),
  );
  const [fromStart] = visits as [number[]];
  return converts.slice(1).map((fromHere, at) => {
    const reached = (fromStart[at + 1] as number) / (visits[at + 1]?.[at + 1] as number);
    return Math.min(1, (reached * fromHere) / (converts[0] as number));
  });
}
