import type { Goal, JourneyRules } from '../journey-rules.ts';
import type { Ledger, LedgerRun } from '../ledger.ts';

/** Runs that one person's ledger holds at most: open ones, and ended ones that are still remembered. */
export const mostRuns = 400;
/** Of these, marketing leaves some to what people need. */
export const mostRunsForMarketing = 320;
/**
 * What the runs, and the entries that are remembered, may come to when they are fully grown. DynamoDB takes an item of
 * 409,600 bytes; the rest is for touches, early goals, consents, suppressions and wishes, which are bounded by themselves.
 */
export const mostBytes = 350_000;

/** Bytes that any run may come to beside its journey's own part: ids, instants, names, its claim and what comes next. */
const plainRunBytes = 560;
/** A decision on the way: the minute, a letter and a blank. */
const decisionBytes = 8;
const reachedBytes = 70;
/** Digests of the events that counted, where every one does. */
const everyEventBytes = 180;
const longestName = 40;
const armBytes = 2 * longestName + 4;
const holdoutsBytes = 500;
const entryBytes = longestName + 8;

type Sized = Pick<JourneyRules, 'steps' | 'experiments' | 'goal' | 'goals' | 'purpose' | 'remembers' | 'enter'>;

/** Whoever is about to enter: their journey, and the fields of the event. */
export interface Entering {
  readonly rules: Sized;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Whether a ledger has no room for another run. Room is counted for what every run may still grow to, so that closing a run,
 * opting out and erasing never find the item full.
 *
 * @param ledger pruned
 * @param rulesOf of the deployed journeys
 */
export function isFull(
  { runs, entries }: Pick<Ledger, 'runs' | 'entries'>,
  { rules, detail }: Entering,
  rulesOf: (journey: string) => Sized | undefined,
): boolean {
  const all = Object.values(runs);
  const share = rules.purpose === 'marketing' ? mostRunsForMarketing / mostRuns : 1;
  if (all.length >= mostRuns * share) return true;
  const remembered = rules.remembers.flatMap((field) => (field in detail ? [[field, detail[field]]] : []));
  const arms = Object.keys(rules.experiments).length * armBytes + holdoutsBytes;
  const mine = plainRunBytes + growthBytes(rules) + arms + bytesOf(Object.fromEntries(remembered));
  const others = all.reduce((sum, run) => sum + runBytes(run, rulesOf(run.journey)), 0);
  return mine + others + Object.keys(entries).length * entryBytes > mostBytes * share;
}

/** The most bytes that a run takes until it is forgotten. */
export function runBytes(run: LedgerRun, rules: Sized | undefined): number {
  const passed = run.passed?.length ?? 0;
  const reached = Object.values(run.reached ?? {}).length * (reachedBytes + everyEventBytes + longestName);
  const grown = Math.max(rules ? growthBytes(rules) : 0, passed * decisionBytes + reached);
  const own = run.goal && !rules?.goal ? goalBytes(run.goal.on, true) : 0;
  return plainRunBytes + grown + own + bytesOf(run.arms) + bytesOf(run.data);
}

/** What a run of this journey may add: its decisions and its goals. */
function growthBytes({ steps, goal, goals = {} }: Sized): number {
  const own = goal ? goalBytes(goal.on, goal.count === 'every') : 0;
  const others = Object.values(goals).map(({ count }: Goal) => longestName + goalBytes('', count === 'every'));
  return Object.keys(steps).length * decisionBytes + own + others.reduce((sum, bytes) => sum + bytes, 0);
}

const goalBytes = (event: string, isEvery: boolean): number =>
  Buffer.byteLength(event) + 20 + reachedBytes + (isEvery ? everyEventBytes : 0);

/** The size of a value as DynamoDB counts it, in bytes. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return 21;
  if (typeof value !== 'object' || value === null) return 1;
  const parts: number[] = Array.isArray(value)
    ? value.map((each) => 1 + bytesOf(each))
    : Object.entries(value).map(([name, each]) => 1 + Buffer.byteLength(name) + bytesOf(each));
  return parts.reduce((sum, bytes) => sum + bytes, 3);
}
