import type { JourneyRules } from '../domain/journey-rules.ts';
import { type FollowUp, withFollowUps } from '../domain/ledger/follow-up.ts';
import { type Ending, endRun, isOpen, type Ledger, type LedgerRun, prune, withRun } from '../domain/ledger.ts';
import { type Deeds, deedsOf, hear, type Outcry } from '../domain/outcry.ts';
import { outcryTally, refusalTally } from '../domain/tally/runs.ts';
import { conversionTallies } from '../domain/tally/touches.ts';
import type { Tally } from '../domain/tally.ts';
import { kept } from './counted.ts';
import type { Executions, Occasion, People, Person, Rules, Touches } from './ports.ts';
import { type Decided, decideOnLedger } from './race.ts';
import type { CountedEvents } from './run/counted-events.ts';
import { type FollowUpPorts, followUp } from './run/follow-up.ts';
import { unrecorded } from './run/unrecorded.ts';

export type { Outcry } from '../domain/outcry.ts';

export interface ConcludePorts extends Rules, FollowUpPorts {
  readonly people: Pick<People, 'read' | 'writeLedger' | 'followedUp'>;
  readonly executions: Pick<Executions, 'stop'>;
  readonly countedEvents: CountedEvents;
  readonly touches: Pick<Touches, 'read'>;
}

/** Runs that one write closes at most, or converts: each takes up to six counters, and a transaction a hundred items. */
const mostAtOnce = 16;

/** What one write made of a person's runs. */
interface Heard {
  /** Those that the event closed, converted or moved on, in this write. */
  readonly changed: readonly LedgerRun[];
  /** All, as they are now. */
  readonly runs: readonly LedgerRun[];
  readonly refused: readonly Tally[];
  /** There are more to change. */
  readonly more: boolean;
}

/**
 * A goal converts every run that waits for it, and the journey's own ends it; an exit ends it. The ledger is closed and
 * counted first, in one write, so that no touch is claimed from then on; then the executions are stopped in mid-wait.
 *
 * @returns the runs that this very event closed, converted or moved on
 */
export async function conclude(
  outcry: Outcry,
  occasion: Occasion,
  ports: ConcludePorts,
): Promise<readonly LedgerRun[]> {
  const { user } = outcry;
  const changed: LedgerRun[] = [];
  let heard: Heard;
  do {
    const decide = ({ ledger }: Pick<Person, 'ledger'>) => listenTo(ledger, outcry, occasion, ports);
    // A goal or an exit of somebody who was erased begins nothing anew, and must not be remembered under their id.
    heard = await decideOnLedger(ports.people, occasion, user, decide, { at: outcry.at });
    changed.push(...heard.changed);
  } while (heard.more);
  // All of them, not only those of this write: a retry finds its own work written and not followed up.
  const { stop } = ports.executions;
  for (const run of heard.runs) await followUp(user, run, occasion, { stop }, ports);
  if (heard.refused.length > 0) await ports.countedEvents.count(outcry, heard.refused);
  return changed;
}

function listenTo(ledger: Ledger, outcry: Outcry, occasion: Occasion, ports: ConcludePorts): Decided<Heard> {
  const { user } = outcry;
  const now = { by: occasion.invocation, now: occasion.now() };
  const heard = Object.values(ledger.runs).map((run) => {
    const rules = ports.journeys.rules(run.journey);
    return { before: run, rules, ...hear(run, outcry, rules, ports.program, now) };
  });
  const all = heard.filter(({ run, before }) => run !== before);
  const closings = all.slice(0, mostAtOnce).map(({ run, rules }): Closing => {
    const deeds = deedsOf(run, outcry, rules, ports.program, occasion.invocation);
    return { run: withFollowUps(run, followUpsOf(deeds), { at: now.now, by: now.by }), deeds };
  });
  const early = overtakes(ledger, outcry, ports) ? { [outcry.event]: outcry.at } : {};
  const changed = closings.map(({ run }) => run);
  const closed = changed.reduce<Ledger>(withRun, ledger);
  const known = { ...closed, early: { ...closed.early, ...early } };
  const answer: Heard = {
    changed,
    runs: Object.values(known.runs),
    refused: heard.flatMap(({ run, refused }) => (refused.length > 0 ? [refusalTally(user, run, refused)] : [])),
    more: all.length > closings.length,
  };
  if (changed.length === 0 && Object.keys(early).length === 0) return { answer };
  const counts = closings.flatMap((closing) => countsOf(closing, outcry));
  return { answer, ledger: prune(known, now.now, kept(ports)), beside: { counts } };
}

/** A run and what this very event did to it. */
interface Closing {
  readonly run: LedgerRun;
  readonly deeds: Deeds;
}

/**
 * An execution failed, timed out or was aborted by somebody: its run will never speak again, so it is closed, and a touch
 * that it left without an outcome gets one.
 */
export async function concludeFailed(
  failed: {
    readonly user: string;
    readonly run: string;
    readonly why: Extract<Ending, 'failed' | 'timed-out' | 'aborted'>;
  },
  occasion: Occasion,
  ports: Omit<ConcludePorts, 'countedEvents'>,
): Promise<void> {
  const { user, run: id, why } = failed;
  const now = { at: occasion.now(), by: occasion.invocation };
  const left = await decideOnLedger<LedgerRun | undefined>(ports.people, occasion, user, async ({ ledger }) => {
    const run = ledger.runs[id];
    if (!run) return { answer: run };
    const touch = await unrecorded(user, ledger, run, now.at, ports.touches);
    if (!isOpen(run)) return touch ? { answer: run, ledger, beside: touch } : { answer: run };
    const closed = withFollowUps(endRun(run, { ...now, why }), ['ended'], now);
    const counts = [outcryTally(user, closed, { ended: true, goals: [], steps: [] }, false), ...(touch?.counts ?? [])];
    return { answer: closed, ledger: withRun(ledger, closed), beside: { ...touch, counts } };
  });
  const { stop } = ports.executions;
  if (left) await followUp(user, left, occasion, { stop }, ports);
}

/** True when a journey's goal or exit came later than any before, and an entry that it overtook may still be on its way. */
function overtakes({ runs, entries, early }: Ledger, { event, at }: Outcry, { journeys }: Rules): boolean {
  if ((early[event] ?? Number.NEGATIVE_INFINITY) >= at) return false;
  const inside = new Set(Object.values(runs).map(({ journey }) => journey));
  const isEnteredForGood = ({ name, enter }: JourneyRules) =>
    'again' in enter && enter.again.kind === 'once' && (inside.has(name) || entries[name] !== undefined);
  return journeys
    .all()
    .some((rules) => (rules.goal?.on === event || rules.exits.includes(event)) && !isEnteredForGood(rules));
}

const converts = ({ goals }: Deeds): boolean => goals.some(({ name, first }) => name === '' && first);

const followUpsOf = (deeds: Deeds): FollowUp[] => [
  ...(converts(deeds) ? (['converted'] as const) : []),
  ...(deeds.ended ? (['ended'] as const) : []),
];

function countsOf({ run, deeds }: Closing, outcry: Outcry): Tally[] {
  return [
    outcryTally(outcry.user, run, deeds, outcry.ahead === true),
    ...(converts(deeds) ? conversionTallies(outcry.user, run, outcry.at) : []),
  ];
}
