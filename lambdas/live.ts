import type { Catalog } from '../lib/content/catalog.ts';
import type { ContentRef, LiveJourney } from '../lib/engine/ports.ts';
import type { Table } from '../lib/store/table.ts';
import { contentOf, rulesOf } from '../statemachines/registry.ts';
import type { approvedJourneys } from './approved.ts';

/** Journeys as they speak now. What approvals take is loaded by the first journey that names approvers. */
export function liveJourneys(table: Table) {
  let approved: ReturnType<typeof approvedJourneys> | undefined;
  return {
    async live(name: string): Promise<LiveJourney | undefined> {
      const rules = rulesOf(name);
      if (!rules?.approvers) return rules && { rules, enterable: true };
      approved ??= (await import('./approved.ts')).approvedJourneys(table);
      const { standing, instead } = await approved.of(name);
      if (!instead) return { rules, approval: standing, enterable: standing.approved };
      return {
        rules: instead.rules,
        approval: { ...standing, version: instead.version, approved: true },
        version: instead.version,
        enterable: instead.fits,
      };
    },

    /** What it says, once it was asked for. */
    catalogOf: ({ journey, version }: ContentRef): Catalog =>
      (version === undefined ? contentOf(journey) : approved?.content(journey)) ?? { default: 'en', messages: {} },
  };
}
