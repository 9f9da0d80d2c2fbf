/** An erasure that is remembered of a user id. */
export interface Erasure {
  /** When it was asked for, epoch milliseconds: whatever was said then or before is gone with the person. */
  readonly at: number;
  /**
   * `under-way`: it is marked in the ledger and not finished; `done`: nothing is left of the person; `returned`: newer
   * events have begun the person anew since.
   */
  readonly state: 'under-way' | 'done' | 'returned';
}

/** Something that is about to be written of a person. */
export interface Statement {
  /** When it was said, epoch milliseconds; absent for what has no time of its own, such as a mirrored suppression. */
  readonly at?: number;
  /** Whether it may begin a person anew after an erasure: profile, consent and entry events do. */
  readonly begins?: boolean;
}

/** `wait`: it may be written once the erasure that is under way has finished. */
export type Admission = 'admitted' | 'erased' | 'wait';

/**
 * Whether something may be written of a person, as far as erasures go. Every write of a person's items asks this, so
 * nothing of an erased person comes back, and somebody who returns begins anew.
 */
export function admit(erasure: Erasure | null, { at, begins = false }: Statement): Admission {
  if (!erasure) return 'admitted';
  if (at !== undefined && at <= erasure.at) return 'erased';
  switch (erasure.state) {
    case 'returned':
      return 'admitted';
    case 'under-way':
      return begins && at !== undefined ? 'wait' : 'erased';
    case 'done':
      return begins && at !== undefined ? 'admitted' : 'erased';
  }
}

/** Whether nothing of this person is to be found any more. */
export const isGone = (erasure: Erasure | null): boolean => erasure !== null && erasure.state !== 'returned';

/** What an erasure still has to do, written into the ledger before anything is deleted. */
export interface ErasureMark {
  /** When it was asked for, epoch milliseconds. */
  readonly at: number;
  /** The runs of the person, open or with a claimed touch that may still be in flight. */
  readonly runs: readonly MarkedRun[];
}

export interface MarkedRun {
  readonly id: string;
  readonly journey: string;
  /** The step whose touch was claimed last: it may have stored links and no record of itself yet. */
  readonly step?: string;
}

/**
 * How long after its beginning an erasure sweeps a second time, in seconds: longer than any function that writes a
 * person's items may run, so that no write that was in flight is left, and short enough that an event of somebody who
 * returns meanwhile is still retried by Lambda (after one and two minutes more).
 */
export const secondSweepSeconds = 120;
