import type { Standing } from '../lib/domain/approval.ts';
import { approvals } from '../lib/store/approvals.ts';
import { approvedLast } from '../lib/store/approved-last.ts';
import { fresh } from '../lib/store/fresh.ts';
import type { Table } from '../lib/store/table.ts';
import { readJourney, structureOf } from '../statemachines/approved.ts';
import { deployedApprovers, deployedVersion } from '../statemachines/deployed.ts';

/** For so long an environment goes by what it read, as for approvals themselves. */
const freshMs = 5_000;

type Kept = ReturnType<typeof readJourney> & { readonly version: string };

/** How journeys that name approvers stand, and what was approved last of those that wait. */
export function approvedJourneys(table: Table) {
  const { standing } = approvals(table, deployedApprovers);
  const store = approvedLast(table);
  const readers = new Map<string, () => Promise<Kept | null>>();
  const known = new Map<string, Kept>();

  function last(journey: string): Promise<Kept | null> {
    const reader = readers.get(journey) ?? fresh(() => read(journey), freshMs);
    readers.set(journey, reader);
    return reader();
  }

  async function read(journey: string): Promise<Kept | null> {
    const kept = await store.read(journey);
    if (!kept) return null;
    const before = known.get(journey);
    const now = before?.version === kept.version ? before : { ...readJourney(kept.text), version: kept.version };
    known.set(journey, now);
    return now;
  }

  return {
    /** @returns what speaks instead of the version that is deployed; `null` while that one does, or nothing may */
    async of(journey: string): Promise<{ readonly standing: Standing; readonly instead: Kept | null }> {
      const found = await standing(journey);
      return { standing: found, instead: found.approved ? null : await last(journey) };
    },

    /** Whether the state machine that is deployed leads through it too. */
    fits(journey: string, { structure }: Kept): boolean {
      const deployed = deployedVersion(journey)?.journey;
      return deployed !== undefined && structureOf(deployed) === structure;
    },

    content: (journey: string) => known.get(journey)?.content,
  };
}
