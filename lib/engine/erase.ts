import type { ErasureMark, MarkedRun } from '../domain/erasure/erasure.ts';
import { isOpen, type Ledger } from '../domain/ledger.ts';
import { addressesHeld, type Profile } from '../domain/profile.ts';
import type { AddressBook, Executions, Occasion } from './ports.ts';
import { race } from './race.ts';

/**
 * Erasures: marked in the ledger while under way, and remembered by a keyed hash of the user id afterwards. Times are
 * epoch milliseconds.
 */
export interface Erasures {
  /** One strongly consistent read of the ledger, and of the mark that an erasure under way left in its place. */
  find(user: string): Promise<{ readonly ledger: Ledger; readonly version: number; readonly mark: ErasureMark | null }>;
  /** Puts the mark in the ledger's place. @returns false when somebody wrote the ledger since it was read */
  mark(user: string, mark: ErasureMark, version: number): Promise<boolean>;
  /** Keeps the latest time. */
  remember(user: string, at: number): Promise<void>;
  /** When this person was erased; `null` when not, or too long ago to matter. */
  last(user: string): Promise<number | null>;
  /** The profile as it lies there, whatever the ledger says. */
  profile(user: string): Promise<{ readonly profile: Profile; readonly version: number } | null>;
  /** @returns false when somebody wrote the profile since it was read */
  removeProfile(user: string, version: number): Promise<boolean>;
  /** Deletes everything under this user id except ledger and profile, and what their touches left elsewhere. */
  removeItems(user: string, mark: ErasureMark): Promise<void>;
  /** Deletes the mark, unless a later erasure has renewed it. */
  finish(user: string, at: number): Promise<void>;
}

export interface BeginErasurePorts {
  readonly erasures: Pick<Erasures, 'find' | 'mark' | 'last' | 'remember'>;
  /** Starts what sweeps twice and finishes; starting it again for the same erasure is no error. */
  startErasure(request: ErasureRequest): Promise<void>;
}

export interface ErasureRequest {
  readonly user: string;
  /** When they asked for it, epoch milliseconds. */
  readonly at: number;
}

export interface SweepPorts {
  readonly erasures: Pick<Erasures, 'find' | 'profile' | 'removeProfile' | 'removeItems' | 'finish'>;
  readonly addresses: Pick<AddressBook, 'release' | 'suppress'>;
  readonly executions: Pick<Executions, 'stop'>;
}

/**
 * Begins the erasure of a person. The mark takes the ledger's place and says what is left to do: from then on nothing is
 * claimed, and nobody else may write of this person, because the ledger's version guards every write. An erasure that was
 * done before, or that the person has returned from since, is not repeated.
 */
export async function beginErasure(
  { user, at }: ErasureRequest,
  occasion: Occasion,
  { erasures, startErasure }: BeginErasurePorts,
): Promise<void> {
  const isDone = await race(`the ledger of ${user}`, occasion, async () => {
    const { ledger, version, mark } = await erasures.find(user);
    if (mark) {
      const renewed = { ...mark, at };
      return mark.at >= at ? 'marked' : (await erasures.mark(user, renewed, version)) ? 'marked' : null;
    }
    const before = version === 0 ? await erasures.last(user) : ledger.notBefore;
    if (before != null && before >= at) return 'done';
    return (await erasures.mark(user, { at, runs: runsOf(ledger) }, version)) ? 'marked' : null;
  });
  if (isDone === 'done') return;
  // Whoever finds no ledger asks for this, so it is there before the mark goes.
  await erasures.remember(user, at);
  await startErasure({ user, at });
}

/** Runs that may still do something: open ones, and those whose last claimed touch may be in flight. */
const runsOf = ({ runs }: Ledger): MarkedRun[] =>
  Object.values(runs)
    .filter((run) => isOpen(run) || run.claim)
    .map(({ id, journey, claim }) => ({ id, journey, ...(claim && { step: claim.step }) }));

/**
 * Deletes what there is of a marked person: stops their runs, releases their addresses and deletes their items. Each step
 * may be repeated, and each finds what it needs until the next one begins. Of every address that was theirs alone a keyed
 * hash stays, suppressed, so that importing them again does not write to them again.
 *
 * @param last whether this is the second sweep, after which the mark goes
 */
export async function sweep(
  { user, at, last }: ErasureRequest & { readonly last: boolean },
  { erasures, addresses, executions }: SweepPorts,
): Promise<void> {
  const { mark } = await erasures.find(user);
  if (!mark) return;
  for (const run of mark.runs) await executions.stop(run, 'erased');
  // A write that was in flight may put a profile there again, with other addresses: it is looked at until it is gone.
  for (let found = await erasures.profile(user); found; found = await erasures.profile(user)) {
    await release(user, found.profile, mark, addresses);
    if (await erasures.removeProfile(user, found.version)) break;
  }
  await erasures.removeItems(user, mark);
  if (last) await erasures.finish(user, at);
}

async function release(
  user: string,
  profile: Profile,
  { at }: ErasureMark,
  addresses: SweepPorts['addresses'],
): Promise<void> {
  for (const { channel, address } of addressesHeld(profile)) {
    const others = await addresses.release(channel, address, user);
    if (channel !== 'push' && others.length === 0) await addresses.suppress(channel, address, { reason: 'erased', at });
  }
}
