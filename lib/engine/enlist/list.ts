import type { Launch, ListRef, Segment } from '../../domain/launch.ts';
import type { Pace } from '../../domain/pace.ts';
import type { EnterPorts } from '../enter.ts';
import type { Occasion } from '../ports.ts';
import { countsOf, enterAll, type Outcome, type Page } from './people.ts';

/** Lists of people, one a line, in object storage; and what became of their lines. */
export interface Lists {
  /**
   * Reads on from a byte, which begins a line.
   *
   * @returns whole lines in their order, at most as many as asked, and the byte after the last of them; `done` when
   *   nothing comes after
   */
  read(
    list: ListRef,
    from: number,
    most: number,
  ): Promise<{ readonly lines: readonly string[]; readonly next: number; readonly done: boolean }>;
  /** The user id that a line names; `null` when it names none; `'none'` for a line that need not: empty, or a header. */
  userOf(list: ListRef, line: string, number: number): { readonly user: string } | 'none' | null;
  /** Writes the refused lines of a page; writing the same twice changes nothing. */
  report(launch: Launch, line: number, refused: readonly RefusedLine[]): Promise<void>;
  /** Writes what the whole list came to. */
  close(launch: Launch, counts: Readonly<Record<string, number>>): Promise<void>;
}

export interface RefusedLine {
  /** From 1. */
  readonly line: number;
  readonly reason: LineReason;
}

export type LineReason =
  | 'malformed'
  | 'unknown user'
  | 'not of the audience'
  | 'duplicate'
  | 'goal reached before'
  | 'too old'
  | 'too many runs'
  | 'not deployed'
  | 'not approved';

/** Why a line entered nobody, in the words of whoever wrote the list. */
const reasons: Readonly<Record<Exclude<Outcome, 'entered'>, LineReason>> = {
  'no-profile': 'unknown user',
  outside: 'not of the audience',
  known: 'duplicate',
  once: 'duplicate',
  'too-soon': 'duplicate',
  'goal-first': 'goal reached before',
  'too-old': 'too old',
  'ledger-full': 'too many runs',
  'no-such-journey': 'not deployed',
  'not-approved': 'not approved',
};

/** The next lines of a list. */
export async function listPage(
  launch: Launch & { readonly list: ListRef },
  { cursor }: Segment,
  pace: Pace,
  occasion: Occasion,
  ports: EnterPorts & { readonly lists: Lists },
): Promise<Page> {
  const from = cursor && 'byte' in cursor ? cursor : { byte: 0, line: 1 };
  const { lines, next, done } = await ports.lists.read(launch.list, from.byte, pace.people);
  const read = lines.map((text, at) => ({
    line: from.line + at,
    named: ports.lists.userOf(launch.list, text, from.line + at),
  }));
  const named = read.flatMap(({ line, named }) => (named && named !== 'none' ? [{ line, user: named.user }] : []));
  const first = new Map(named.map(({ user, line }) => [user, line] as const).reverse());
  // Two of one user in a page would race for one run: the later is a duplicate without asking.
  const outcomes = await enterAll(
    launch,
    named.filter(({ user, line }) => first.get(user) === line),
    occasion,
    ports,
  );
  const refused: RefusedLine[] = [
    ...read.flatMap(({ line, named }) => (named === null ? [{ line, reason: 'malformed' as const }] : [])),
    ...named.flatMap(({ user, line }) => (first.get(user) === line ? [] : [{ line, reason: 'duplicate' as const }])),
    ...outcomes.flatMap(({ line, outcome }) => (outcome === 'entered' ? [] : [{ line, reason: reasons[outcome] }])),
  ].sort((a, b) => a.line - b.line);
  if (refused.length > 0) await ports.lists.report(launch, from.line, refused);
  const entered = outcomes.filter(({ outcome }) => outcome === 'entered').length;
  return {
    counts: { ...countsOf(refused.map(({ reason }) => reason)), ...(entered > 0 && { entered }) },
    started: outcomes.length,
    ...(!done && { cursor: { byte: next, line: from.line + lines.length } }),
  };
}
