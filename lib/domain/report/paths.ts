import { type AttributionModel, attribute, attributionModels, type Credits, type Path } from '../attribution.ts';
import { type Channel, channels } from '../channel.ts';
import { channelsOn } from '../passage.ts';
import { costCounter, decayCounter, untouchedCounter } from '../tally/touches.ts';
import type { Counted } from '../tally.ts';
import { type Cell, cell, fewestShown } from './cell.ts';
import { countsOf, sumsOf } from './counts.ts';

/** Users by the exact path they took, those without a touch included: nobody is counted twice, and nobody is left out. */
export function pathsOf(rows: readonly Counted[]): Path[] {
  const arrived = new Map<string, number>();
  const converted = new Map<string, number>();
  for (const channel of channels) {
    for (const [name, value] of sumsOf(rows, channel, 'treatment')) {
      const [word, path = '', what] = name.split('.');
      if (word !== 'path') continue;
      (what === 'converted' ? converted : arrived).set(path, value);
    }
  }
  const runs = countsOf(rows, 'runs', 'treatment');
  // Whoever went on to a longer path no longer stands at this one.
  const left = new Map<string, number>();
  for (const [path, users] of arrived) left.set(path.slice(0, -1), (left.get(path.slice(0, -1)) ?? 0) + users);
  arrived.set('', runs('entered'));
  converted.set('', runs(untouchedCounter));
  const all = new Set([...arrived.keys(), ...converted.keys()]);
  return [...all].map((path) => {
    const conversions = converted.get(path) ?? 0;
    const users = (arrived.get(path) ?? 0) - (left.get(path) ?? 0);
    return { path: channelsOn(path), conversions, nulls: Math.max(0, users - conversions) };
  });
}

export interface Attributed {
  readonly model: AttributionModel;
  /** Conversions by channel, `none` for people whom nothing was said to; they sum to all conversions. */
  readonly credits: Readonly<Record<string, Cell>>;
}

/** Every model's credits. Credits of fewer people than are shown are hidden. */
export function attributionOf(rows: readonly Counted[], paths: readonly Path[]): Attributed[] {
  return attributionModels.map((model) => {
    const credits = model === 'time-decay' ? decayOf(rows, paths) : attribute({ model, paths }).credits;
    return {
      model,
      credits: Object.fromEntries(Object.entries(credits).map(([name, credit]) => [name, cell(credit)])),
    };
  });
}

/** Counted at each conversion, whose touches' ages nobody keeps. */
function decayOf(rows: readonly Counted[], paths: readonly Path[]): Credits {
  const none = paths.find(({ path }) => path.length === 0)?.conversions ?? 0;
  const credits = channels.flatMap((channel): [string, number][] => {
    const credit = countsOf(rows, channel, 'treatment')(decayCounter) / 1e6;
    return credit > 0 ? [[channel, credit]] : [];
  });
  return Object.fromEntries([...credits, ...(none > 0 ? [['none', none] as [string, number]] : [])]);
}

/** A path, or a set of channels, and what came of its users; `null` gathers those with too few to be shown. */
export interface PathRow {
  readonly path: readonly Channel[] | null;
  readonly people: Cell;
  readonly converted: Cell;
}

const mostShown = 12;

/** The paths that most people took, then all others together. */
export const topPaths = (paths: readonly Path[]): PathRow[] =>
  rowsOf(paths.map(({ path, conversions, nulls }) => [path as readonly Channel[], conversions, nulls] as const));

/** By which channels people were reached, in whatever order. */
export function overlapOf(paths: readonly Path[]): PathRow[] {
  const sets = new Map<string, readonly [readonly Channel[], number, number]>();
  for (const { path, conversions, nulls } of paths) {
    const set = channels.filter((channel) => path.includes(channel));
    const [, before = 0, nullsBefore = 0] = sets.get(set.join()) ?? [];
    sets.set(set.join(), [set, before + conversions, nullsBefore + nulls]);
  }
  return rowsOf([...sets.values()]);
}

function rowsOf(all: readonly (readonly [readonly Channel[], number, number])[]): PathRow[] {
  const sorted = all
    .map(([path, converted, nulls]) => ({ path, people: converted + nulls, converted }))
    .filter(({ people }) => people > 0)
    .sort((a, b) => b.people - a.people);
  const shown = sorted.filter(({ people }) => people >= fewestShown).slice(0, mostShown);
  const others = sorted.slice(shown.length);
  const sum = (of: 'people' | 'converted') => others.reduce((total, row) => total + row[of], 0);
  return [
    ...shown.map(({ path, people, converted }) => ({ path, people, converted: cell(converted) })),
    ...(others.length > 0 ? [{ path: null, people: cell(sum('people')), converted: cell(sum('converted')) }] : []),
  ];
}

/** Dollars paid to providers, for the treatment. */
export const costOf = (rows: readonly Counted[]): number =>
  channels.reduce((sum, channel) => sum + countsOf(rows, channel, 'treatment')(costCounter), 0) / 1e6;
