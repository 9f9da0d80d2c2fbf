import type { Announcement } from '../domain/announcement.ts';
import type { JourneyRules } from '../domain/journey-rules.ts';
import { type Ending, endRun, isOpen, type Ledger, type LedgerRun, prune, withRun } from '../domain/ledger.ts';
import { matches } from '../domain/pattern.ts';
import { runAnnouncement } from './announce.ts';
import { countedMs } from './counted.ts';
import type { Announcer, Executions, Occasion, People, Rules, Tallies, Touches } from './ports.ts';
import { changeLedger } from './race.ts';

export interface ConcludePorts extends Rules {
  readonly people: Pick<People, 'read' | 'writeLedger'>;
  readonly touches: Pick<Touches, 'readRun'>;
  readonly tallies: Tallies;
  readonly announcer: Announcer;
  readonly executions: Pick<Executions, 'stop'>;
}

/** An app event that some journey names as its goal or as an exit. */
export interface Outcry {
  readonly user: string;
  readonly event: string;
  /** When it occurred, epoch milliseconds. */
  readonly at: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Closing {
  readonly run: LedgerRun;
  readonly converted: boolean;
  readonly wasOpen: boolean;
}

/**
 * A goal converts every run that waits for it, and ends it; an exit ends it. The ledger is closed first, so that no
 * touch is claimed from then on; then the executions are stopped in mid-wait.
 *
 * @returns the runs that this very event closed or converted
 */
export async function conclude(
  outcry: Outcry,
  occasion: Occasion,
  ports: ConcludePorts,
): Promise<readonly LedgerRun[]> {
  const { user } = outcry;
  let closings: readonly Closing[] = [];
  let known: Ledger | undefined;
  const changed = await changeLedger(ports.people, occasion, user, ({ ledger }) => {
    known = ledger;
    closings = Object.values(ledger.runs).flatMap(
      (run) => closing(run, outcry, occasion, ports.journeys.rules(run.journey)) ?? [],
    );
    const early = overtook(ledger, outcry, ports)
      ? { [outcry.event]: Math.max(ledger.early[outcry.event] ?? 0, outcry.at) }
      : {};
    if (closings.length === 0 && Object.keys(early).length === 0) return null;
    const closed = closings.reduce<Ledger>((all, { run }) => withRun(all, run), ledger);
    const next = { ...closed, early: { ...closed.early, ...early } };
    return prune(next, occasion.now(), countedMs(ports));
  });
  // A retry of this invocation finds its own closings written, and finishes what it began.
  const ours = changed
    ? closings
    : Object.values(known?.runs ?? {}).flatMap((run) => begun(run, occasion.invocation) ?? []);
  for (const { run } of ours) await ports.executions.stop(run, run.ended?.why ?? 'converted');
  await ports.announcer.announce(ours.flatMap((closing) => announcements(closing, user)));
  // Counting comes last: a retry finds it undone.
  for (const closing of ours) await count(closing, user, occasion, ports);
  return closings.map(({ run }) => run);
}

/** An execution failed, timed out or was aborted by somebody: its run will never speak again, so it is closed. */
export async function concludeFailed(
  failed: {
    readonly user: string;
    readonly run: string;
    readonly why: Extract<Ending, 'failed' | 'timed-out' | 'aborted'>;
  },
  occasion: Occasion,
  ports: Omit<ConcludePorts, 'executions' | 'touches'>,
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
  const { journey, group } = closed;
  await ports.tallies.add({ journey, group, at: occasion.now(), user, of: 'runs', add: { [`ended.${why}`]: 1 } });
  await ports.announcer.announce([runAnnouncement('ended', user, closed, why)]);
}

/** What this event does to a run; `null` for nothing. */
function closing(run: LedgerRun, outcry: Outcry, occasion: Occasion, rules: JourneyRules | undefined): Closing | null {
  // A launched run begins at an hour to come; who buys before it needs to hear nothing any more.
  if (outcry.at < Math.min(run.at, run.since)) return null;
  const wasOpen = isOpen(run);
  const by = occasion.invocation;
  const ended = (why: Ending) => (wasOpen ? endRun(run, { at: occasion.now(), why, by }) : run);
  if (reachesGoal(run, outcry, rules)) {
    const value = rules?.goal?.value === undefined ? undefined : outcry.detail[rules.goal.value];
    const converted = { at: outcry.at, by, ...(typeof value === 'number' && Number.isFinite(value) && { value }) };
    return { run: { ...ended('converted'), converted }, converted: true, wasOpen };
  }
  if (wasOpen && rules?.exits.includes(outcry.event)) return { run: ended('exited'), converted: false, wasOpen };
  return null;
}

/** Which event and until when is pinned at entry; the filter is the live journey's. */
function reachesGoal({ goal, converted }: LedgerRun, outcry: Outcry, rules: JourneyRules | undefined): boolean {
  if (!goal || converted || goal.on !== outcry.event || outcry.at >= goal.until) return false;
  const where = rules?.goal?.where;
  return !where || matches({ detail: where }, { detail: outcry.detail });
}

/** True when a journey's goal or exit came and the person has no run of that journey: its entry may still be on its way. */
function overtook({ runs }: Ledger, { event }: Outcry, { journeys }: Rules): boolean {
  const inside = new Set(Object.values(runs).map(({ journey }) => journey));
  return journeys
    .all()
    .some(({ name, goal, exits }) => (goal?.on === event || exits.includes(event)) && !inside.has(name));
}

/** What this very invocation did to a run in an attempt before; `null` for nothing. */
function begun(run: LedgerRun, invocation: string): Closing | null {
  const [converted, wasOpen] = [run.converted?.by === invocation, run.ended?.by === invocation];
  return converted || wasOpen ? { run, converted, wasOpen } : null;
}

async function count(
  { run, converted, wasOpen }: Closing,
  user: string,
  occasion: Occasion,
  ports: ConcludePorts,
): Promise<void> {
  const about = { journey: run.journey, group: run.group, at: run.converted?.at ?? occasion.now(), user };
  const arms = converted ? Object.entries(run.arms).map(([name, arm]) => [`${name}=${arm}.converted`, 1]) : [];
  const add = {
    ...(converted && { converted: 1 }),
    ...(run.converted?.value !== undefined && converted && { value: run.converted.value }),
    ...(wasOpen && run.ended && { [`ended.${run.ended.why}`]: 1 }),
    ...Object.fromEntries(arms),
  };
  await ports.tallies.add({ ...about, of: 'runs', add });
  if (!converted) return;
  const records = [...(await ports.touches.readRun(user, run.id)).values()];
  const spoken = records.filter(({ outcome }) => outcome === 'sent' || outcome === 'ghost');
  const path = spoken.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)).map(({ channel }) => channel);
  await ports.tallies.add({ ...about, of: 'paths', add: { [`${path.join('>') || 'none'}.converted`]: 1 } });
}

function announcements({ run, converted, wasOpen }: Closing, user: string): Announcement[] {
  return [
    ...(converted ? [runAnnouncement('converted', user, run)] : []),
    ...(wasOpen && run.ended ? [runAnnouncement('ended', user, run, run.ended.why)] : []),
  ];
}
