import type { AnyJourney } from '../../any-journey.ts';
import type { WholeProgram } from '../../program-form.ts';
import { checkApprovers } from './approvers.ts';
import { checkChannels } from './channels.ts';
import { checkContent } from './content.ts';
import { checkEntry } from './entry.ts';
import { checkMeasuring } from './measuring.ts';
import { checkNaming } from './naming.ts';
import { checkRoom, checkTopic } from './room.ts';
import { checkShape } from './shape.ts';
import { checkShares } from './shares.ts';
import { checkSplits } from './splits.ts';
import { checkTiming } from './timing.ts';

/**
 * All that can be known of a journey before anybody enters it. Form first: each check builds on those before.
 *
 * @throws RuleError for the first thing that is wrong
 */
export function checkJourney(journey: AnyJourney, program: WholeProgram): void {
  checkShape(journey);
  checkNaming(journey);
  checkApprovers(journey);
  checkEntry(journey);
  checkShares(journey);
  checkRoom(journey, program);
  checkMeasuring(journey, program);
  checkChannels(journey, program);
  checkSplits(journey, program);
  checkTiming(journey, program);
  checkContent(journey, program);
  checkTopic(journey, program);
}
