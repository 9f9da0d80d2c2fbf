import type { Standing } from '../lib/domain/approval.ts';
import { approvalFreshMs, approvals } from '../lib/store/approvals.ts';
import { approvedLast } from '../lib/store/approved-last.ts';
import { freshByName } from '../lib/store/fresh.ts';
import type { Table } from '../lib/store/table.ts';
import { readJourney, structureOf } from '../statemachines/approved.ts';
import { deployedApprovers, deployedVersion } from '../statemachines/deployed.ts';

type Kept = ReturnType<typeof readJourney> & {
  readonly version: string;
  /** Whether the state machine that is deployed leads through it too. */
  readonly fits: boolean;
};

/** How journeys that name approvers stand, and what was approved last of those that wait. */
export function approvedJourneys(table: Table) {
  const { standing } = approvals(table, deployedApprovers);
  const store = approvedLast(table);
  const known = new Map<string, Kept>();
  const last = freshByName(read, approvalFreshMs);

  /** A version is worked out once: it never changes, and neither does what is deployed. */
  async function read(name: string): Promise<Kept | null> {
    const kept = await store.read(name);
    const deployed = deployedVersion(name)?.journey;
    if (!kept || !deployed) return null;
    const before = known.get(name);
    if (before?.version === kept.version) return before;
    const journey = readJourney(kept.text);
    const now = { ...journey, version: kept.version, fits: journey.structure === structureOf(deployed) };
    known.set(name, now);
    return now;
  }

  return {
    /** @returns what speaks instead of the version that is deployed; `null` while that one does, or nothing may */
    async of(journey: string): Promise<{ readonly standing: Standing; readonly instead: Kept | null }> {
      const found = await standing(journey);
      return { standing: found, instead: found.approved ? null : await last(journey) };
    },

    content: (journey: string) => known.get(journey)?.content,
  };
}
