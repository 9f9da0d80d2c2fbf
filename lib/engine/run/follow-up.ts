import { iso } from '../../domain/instant.ts';
import { type FollowUp, followUpsFor } from '../../domain/ledger/follow-up.ts';
import { isOpen, type LedgerRun } from '../../domain/ledger.ts';
import { wokenAt } from '../../domain/schedule.ts';
import { runAnnouncement } from '../announce.ts';
import { type Announcer, type Executions, type Occasion, type People, touchTimeoutMs } from '../ports.ts';

export interface FollowUpPorts {
  readonly people: Pick<People, 'followedUp'>;
  readonly announcer: Announcer;
}

/** How a function may act on executions: it starts them or it stops them, and leaves the other to whoever may. */
export type Acting =
  | { readonly start: Executions['start']; readonly stop?: undefined }
  | { readonly stop: Executions['stop']; readonly start?: undefined };

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
  { start, stop }: Acting,
  { people, announcer }: FollowUpPorts,
): Promise<boolean> {
  const noted = followUpsFor(run, { by: occasion.invocation, now: occasion.now() }, touchTimeoutMs);
  const what = noted.filter((each) => (start || !takesStart(each, run)) && (stop || !takesStop(each, run)));
  if (what.length === 0) return false;
  if (what.includes('started') && start) await startUntouched(user, run, start);
  if (what.some((each) => takesStop(each, run))) await stop?.(run, run.ended?.why ?? 'converted');
  await announcer.announce(what.map((each) => announcementOf(each, user, run)));
  await people.followedUp(user, run.id, what);
  return true;
}

const announcementOf = (what: FollowUp, user: string, run: LedgerRun) =>
  runAnnouncement(what, user, run, what === 'ended' ? run.ended?.why : undefined);

const isUntouched = (run: LedgerRun): boolean => isOpen(run) && run.last === undefined && run.next !== undefined;
const takesStart = (what: FollowUp, run: LedgerRun): boolean => what === 'started' && isUntouched(run);

/** A run that is done or failed has no execution to stop. */
const takesStop = (what: FollowUp, { ended }: LedgerRun): boolean =>
  what === 'ended' && (ended?.why === 'converted' || ended?.why === 'exited');

/** Starts the execution of a run that nobody has touched; starting it twice starts it once. */
export async function startUntouched(user: string, run: LedgerRun, start: Executions['start']): Promise<void> {
  const { id, journey, group, next } = run;
  if (!next || !isUntouched(run)) return;
  await start({ id, user, journey, group, at: iso(run.at) }, { wakeAt: iso(wokenAt(next)), branch: next.step });
}
