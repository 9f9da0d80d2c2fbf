import { iso } from '../../domain/instant.ts';
import { type FollowUp, followUpsFor } from '../../domain/ledger/follow-up.ts';
import { isOpen, type LedgerRun } from '../../domain/ledger.ts';
import { wokenAt } from '../../domain/schedule.ts';
import { runAnnouncement } from '../announce.ts';
import { type Announcer, type Executions, type Occasion, type People, touchTimeoutMs } from '../ports.ts';

export interface FollowUpPorts {
  readonly people: Pick<People, 'followedUp'>;
  readonly announcer: Announcer;
  readonly executions: Pick<Executions, 'start' | 'stop'>;
}

/**
 * Does what the ledger notes as left to do about a run, and takes the note away last: whoever comes after one that died or
 * failed on the way does it again, and nobody does once it is done.
 *
 * @param run as it is in the ledger
 * @returns whether there was anything for this invocation to do: its own, or what another did not do in its time
 */
export async function followUp(
  user: string,
  run: LedgerRun,
  occasion: Occasion,
  ports: FollowUpPorts,
): Promise<boolean> {
  const what = followUpsFor(run, { by: occasion.invocation, now: occasion.now() }, touchTimeoutMs);
  if (what.length === 0) return false;
  if (what.includes('started')) await startUntouched(user, run, ports.executions);
  // One that is done or failed has no execution to stop.
  const isClosed = run.ended?.why === 'converted' || run.ended?.why === 'exited';
  if (what.includes('ended') && isClosed) await ports.executions.stop(run, run.ended?.why ?? 'converted');
  await ports.announcer.announce(what.map((each) => announcementOf(each, user, run)));
  await ports.people.followedUp(user, run.id, what);
  return true;
}

const announcementOf = (what: FollowUp, user: string, run: LedgerRun) =>
  runAnnouncement(what, user, run, what === 'ended' ? run.ended?.why : undefined);

/** Starts the execution of a run that nobody has touched; starting it twice starts it once. */
export async function startUntouched(
  user: string,
  run: LedgerRun,
  executions: Pick<Executions, 'start'>,
): Promise<void> {
  const { id, journey, group, next } = run;
  if (!isOpen(run) || run.last !== undefined || !next) return;
  await executions.start(
    { id, user, journey, group, at: iso(run.at) },
    { wakeAt: iso(wokenAt(next)), branch: next.step },
  );
}
