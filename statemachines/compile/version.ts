import { contentHash } from '../../lib/domain/content-hash.ts';
import type { AnyJourney } from '../any-journey.ts';
import type { WholeProgram } from '../program-form.ts';
import { wholeContent } from '../whole-content.ts';
import { definitionOf } from './definition.ts';
import { planOf } from './plan.ts';
import { rulesOfJourney } from './rules.ts';

/**
 * What approvers approve: a hash of all that decides who gets what and when. The same in compiler, Lambda and command
 * line, because all make it of the same values.
 */
export function versionOf(journey: AnyJourney, program: WholeProgram): string {
  const plan = planOf(journey.steps);
  const { company, locale, timezone, utm, policies, sms, machineOpens, spreadMs } = program;
  const { caps, windows, holdouts } = program;
  return contentHash({
    definition: definitionOf(journey, plan),
    rules: rulesOfJourney(journey, plan),
    // Arms share people out in the order written, which the canonical form of an object forgets.
    arms: Object.entries(journey.experiments ?? {}).map(([name, arms]) => [name, Object.entries(arms)]),
    approvers: journey.approvers,
    content: wholeContent(journey, program),
    program: { company, locale, timezone, utm, policies, sms, machineOpens, spreadMs },
    // What is transactional passes these by.
    ...(journey.purpose === 'marketing' && { room: { caps, windows, holdouts } }),
  });
}
