import type { Cap } from '../cap.ts';
import type { Channel, Purpose } from '../channel.ts';
import type { Basis } from '../consent.ts';
import type { Program } from '../program.ts';
import type { Whereabouts } from '../whereabouts.ts';
import { bothOpen, type Opening, type OpenRange, weekOf } from '../window.ts';
import { type Zone, zoneOf } from '../zone.ts';
import { isClosed } from './closures.ts';
import { lawIds } from './governed.ts';
import { laws } from './index.ts';
import { reaches } from './jurisdiction.ts';
import type { Policy, Predicate } from './policy.ts';

/** All that holds for one channel and purpose, for people of the same whereabouts. Every row of it holds at once. */
export interface InForce {
  /** For each row, the bases of which one must be in force. */
  readonly needs: readonly { readonly row: string; readonly anyOf: readonly Basis[] }[];
  /** Ids of those rows, as a decision records them. */
  readonly needRows: string;
  readonly expiries: readonly Expiry[];
  /** The row that refuses this altogether. */
  readonly refusal?: string;
  readonly windows: Windows;
  readonly caps: readonly RowCap[];
}

/** How long a basis is in force. */
export interface Expiry {
  readonly row: string;
  readonly basis: Basis;
  readonly afterMs: number;
}

export interface RowCap extends Cap {
  readonly row: string;
  readonly of: 'subject' | 'person';
}

/** Windows of rows and of the program: `opening` is what they leave in common, absent when there are none. */
export interface Windows {
  readonly clocks: readonly Zone[];
  readonly opening?: Opening;
  /** Zones and rows as a decision records them. */
  readonly seen: { readonly zone: string; readonly rows?: string };
  /** Each by itself, with its row's id, or `program`. */
  readonly parts: readonly { readonly row: string; readonly opening: Opening }[];
}

interface Known {
  /** Instants at which some row comes into force or goes out of it. */
  readonly edges: readonly number[];
  /** One for each stretch between them. */
  readonly eras: Era[];
}

/** Whereabouts are one object for all people who share them. */
type Era = WeakMap<Whereabouts, Partial<Record<Purpose, Partial<Record<Channel, InForce>>>>>;

/** A program is one object for the life of a process. */
const programs = new WeakMap<Program, Known>();

/** @param at epoch milliseconds: rows have dates */
export function inForce(
  program: Program,
  whereabouts: Whereabouts,
  channel: Channel,
  purpose: Purpose,
  at: number,
): InForce {
  const era = eraOf(program, at);
  let known = era.get(whereabouts);
  if (!known) {
    known = {};
    era.set(whereabouts, known);
  }
  let ofPurpose = known[purpose];
  if (!ofPurpose) {
    ofPurpose = {};
    known[purpose] = ofPurpose;
  }
  let found = ofPurpose[channel];
  if (!found) {
    found = gather(program, whereabouts, channel, purpose, at);
    ofPurpose[channel] = found;
  }
  return found;
}

function eraOf(program: Program, at: number): Era {
  let known = programs.get(program);
  if (!known) {
    const edges = edgesOf(program.policies ?? laws);
    known = { edges, eras: Array.from({ length: edges.length + 1 }, () => new WeakMap()) };
    programs.set(program, known);
  }
  let era = 0;
  for (const edge of known.edges) if (edge <= at) era += 1;
  return known.eras[era] as Era;
}

function edgesOf(rows: readonly Policy[]): number[] {
  return rows.flatMap(({ from, until }) => [from, until].flatMap((day) => (day === undefined ? [] : [midnight(day)])));
}

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Whether a row holds for these whereabouts, this channel and purpose, now. */
export function holds(row: Policy, whereabouts: Whereabouts, channel: Channel, purpose: Purpose, at: number): boolean {
  if (!row.channels.includes(channel) || !row.purposes.includes(purpose)) return false;
  if (row.from !== undefined && at < midnight(row.from)) return false;
  if (row.until !== undefined && at >= midnight(row.until)) return false;
  if (row.follows === 'number') return reaches(row.jurisdiction, { places: whereabouts.number });
  // Who may be anywhere may be where a row of law holds. What a program chose holds where it is known to.
  return reaches(row.jurisdiction, whereabouts) || (whereabouts.unknown && lawIds.has(row.id));
}

function gather(program: Program, whereabouts: Whereabouts, channel: Channel, purpose: Purpose, at: number): InForce {
  const held = (program.policies ?? laws).filter((row) => holds(row, whereabouts, channel, purpose, at));
  const rows = whereabouts.unknown ? withoutImplied(held) : held;
  const refusal = rows.find(({ predicate }) => refuses(predicate, program))?.id;
  return {
    needs: only(rows, 'consent').map(({ id, predicate: { anyOf } }) => ({ row: id, anyOf })),
    needRows: idsOf(only(rows, 'consent')),
    expiries: only(rows, 'expiry').map(({ id, predicate: { basis, afterMs } }) => ({ row: id, basis, afterMs })),
    ...(refusal !== undefined && { refusal }),
    windows: windowsOf(rows, purpose === 'marketing' ? program.windows[channel] : undefined, program, whereabouts),
    caps: only(rows, 'cap').map(({ id, predicate: { max, perMs, of } }) => ({ row: id, of, max, perMs, channel })),
  };
}

/**
 * Of whom may be anywhere, rows about consent hold from all over the world: those that others imply say nothing more, and would
 * only hide which one decides.
 */
function withoutImplied(rows: readonly Policy[]): readonly Policy[] {
  const needs = only(rows, 'consent');
  const implied = needs.filter((row, place) =>
    needs.some((other, otherPlace) => {
      const { anyOf } = other.predicate;
      const isWithin = other !== row && anyOf.every((basis) => row.predicate.anyOf.includes(basis));
      return isWithin && (anyOf.length < row.predicate.anyOf.length || otherPlace < place);
    }),
  );
  return rows.filter((row) => row.jurisdiction === 'everywhere' || !implied.some(({ id }) => id === row.id));
}

function refuses(predicate: Predicate, { sms }: Program): boolean {
  return predicate.kind === 'never' || (predicate.kind === 'registration' && sms?.india === undefined);
}

function only<K extends Predicate['kind']>(rows: readonly Policy[], kind: K) {
  return rows.filter((row): row is Policy<Extract<Predicate, { kind: K }>> => row.predicate.kind === kind);
}

function windowsOf(
  rows: readonly Policy[],
  own: readonly OpenRange[] | undefined,
  { timezone }: Program,
  whereabouts: Whereabouts,
): Windows {
  const timed = only(rows, 'window');
  const parts = timed.map(({ id, predicate: { open, closed } }) => ({
    row: id,
    opening: { week: weekOf(open), ...(closed && { closed: (day: number) => isClosed(closed, day) }) },
  }));
  if (own) parts.push({ row: 'program', opening: { week: weekOf(own) } });
  const zones = whereabouts.zones.length > 0 ? whereabouts.zones : [timezone];
  const clocks = parts.length > 0 ? zones.map(zoneOf) : [];
  const [first, ...others] = parts.map(({ opening }) => opening);
  const seen = { zone: named(zones), ...(timed.length > 0 && { rows: idsOf(timed) }) };
  return { clocks, parts, seen, ...(first && { opening: others.reduce(both, first) }) };
}

const idsOf = (rows: readonly Policy[]): string => rows.map(({ id }) => id).join(' ');

/** Zones named in full; the United States alone have 29. */
const mostNamed = 3;

const named = (zones: readonly string[]): string =>
  zones.length <= mostNamed
    ? zones.join(' ')
    : `${zones.slice(0, mostNamed).join(' ')} and ${zones.length - mostNamed} more`;

function both(one: Opening, other: Opening): Opening {
  const closings = [one.closed, other.closed].filter((closed) => closed !== undefined);
  const week = bothOpen(one.week, other.week);
  return closings.length === 0 ? { week } : { week, closed: (day) => closings.some((closed) => closed(day)) };
}

/** The longest that any row counts touches, in milliseconds: ledgers must remember them so long. */
export function longestRowCapMs({ policies = laws }: Pick<Program, 'policies'>): number {
  return Math.max(0, ...only(policies, 'cap').map(({ predicate }) => predicate.perMs));
}
