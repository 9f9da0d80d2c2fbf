import type { Announcement } from '../domain/announcement.ts';
import type { JourneyRules } from '../domain/journey-rules.ts';
import { type Ending, endRun, isOpen, type Ledger, type LedgerRun, prune, withRun } from '../domain/ledger.ts';
import { type Deeds, deedsOf, hear, type Outcry, type Refusal } from '../domain/outcry.ts';
import { outcryTally, refusalTally } from '../domain/tally/runs.ts';
import { conversionTallies } from '../domain/tally/touches.ts';
import { runAnnouncement } from './announce.ts';
import { kept } from './counted.ts';
import type { Announcer, Executions, Occasion, People, Person, Rules, Tallies } from './ports.ts';
import { changeLedger } from './race.ts';

export type { Outcry } from '../domain/outcry.ts';

export interface ConcludePorts extends Rules {
  readonly people: Pick<People, 'read' | 'writeLedger'>;
  readonly tallies: Tallies;
  readonly announcer: Announcer;
  readonly executions: Pick<Executions, 'stop'>;
}

/** A run and what this very invocation did to it. */
interface Closing {
  readonly run: LedgerRun;
  readonly deeds: Deeds;
}

/**
 * A goal converts every run that waits for it, and the journey's own ends it; an exit ends it. The ledger is closed first,
 * so that no touch is claimed from then on; then the executions are stopped in mid-wait.
 *
 * @returns the runs that this very event closed, converted or moved on
 */
export async function conclude(
  outcry: Outcry,
  occasion: Occasion,
  ports: ConcludePorts,
): Promise<readonly LedgerRun[]> {
  const { user } = outcry;
  let known: Ledger | undefined;
  let refused: { run: LedgerRun; why: readonly Refusal[] }[] = [];
  const change = ({ ledger }: Pick<Person, 'ledger'>) => {
    const now = { by: occasion.invocation, now: occasion.now() };
    const heard = Object.values(ledger.runs).map((run) =>
      hear(run, outcry, ports.journeys.rules(run.journey), ports.program, now),
    );
    refused = heard.flatMap(({ run, refused: why }) => (why.length > 0 ? [{ run, why }] : []));
    const runs = heard.map(({ run }) => run).filter((run) => run !== ledger.runs[run.id]);
    const early = overtakes(ledger, outcry, ports) ? { [outcry.event]: outcry.at } : {};
    const closed = runs.reduce<Ledger>(withRun, ledger);
    known = { ...closed, early: { ...closed.early, ...early } };
    if (runs.length === 0 && Object.keys(early).length === 0) return null;
    return prune(known, now.now, kept(ports));
  };
  // A goal or an exit of somebody who was erased begins nothing anew, and must not be remembered under their id.
  const changed = await changeLedger(ports.people, occasion, user, change, { at: outcry.at });
  // Asked of the runs as they are: a retry of this invocation finds its own deeds written, and finishes what it began.
  const closings = Object.values(known?.runs ?? {}).flatMap((run) => closingOf(run, outcry, occasion, ports));
  for (const { run, deeds } of closings) {
    if (deeds.ended) await ports.executions.stop(run, run.ended?.why ?? 'converted');
  }
  await ports.announcer.announce(closings.flatMap((closing) => announcements(closing, user)));
  // Counting comes last: a retry finds it undone.
  for (const closing of closings) await count(closing, outcry, ports);
  for (const { run, why } of refused) await ports.tallies.add(refusalTally(user, run, why));
  return changed ? closings.map(({ run }) => run) : [];
}

/** An execution failed, timed out or was aborted by somebody: its run will never speak again, so it is closed. */
export async function concludeFailed(
  failed: {
    readonly user: string;
    readonly run: string;
    readonly why: Extract<Ending, 'failed' | 'timed-out' | 'aborted'>;
  },
  occasion: Occasion,
  ports: Omit<ConcludePorts, 'executions'>,
): Promise<void> {
  const { user, run: id, why } = failed;
  let closed: LedgerRun | undefined;
  await changeLedger(ports.people, occasion, user, ({ ledger }) => {
    const run = ledger.runs[id];
    closed = undefined;
    if (!run || !isOpen(run)) return null;
    closed = endRun(run, { at: occasion.now(), why, by: occasion.invocation });
    return withRun(ledger, closed);
  });
  if (!closed) return;
  await ports.tallies.add(outcryTally(user, closed, { ended: true, goals: [], steps: [] }, false));
  await ports.announcer.announce([runAnnouncement('ended', user, closed, why)]);
}

function closingOf(run: LedgerRun, outcry: Outcry, occasion: Occasion, ports: ConcludePorts): Closing[] {
  const deeds = deedsOf(run, outcry, ports.journeys.rules(run.journey), ports.program, occasion.invocation);
  return deeds.ended || deeds.goals.length > 0 || deeds.steps.length > 0 ? [{ run, deeds }] : [];
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

async function count({ run, deeds }: Closing, outcry: Outcry, { tallies }: ConcludePorts): Promise<void> {
  await tallies.add(outcryTally(outcry.user, run, deeds, outcry.ahead === true));
  if (!converts(deeds)) return;
  for (const tally of conversionTallies(outcry.user, run, outcry.at)) await tallies.add(tally);
}

function announcements({ run, deeds }: Closing, user: string): Announcement[] {
  return [
    ...(converts(deeds) ? [runAnnouncement('converted', user, run)] : []),
    ...(deeds.ended && run.ended ? [runAnnouncement('ended', user, run, run.ended.why)] : []),
  ];
}
