import type { JourneyRules } from '../../domain/journey-rules.ts';
import { levelCounter } from '../../domain/tally/touches.ts';
import type { Tally } from '../../domain/tally.ts';
import type { TouchRef } from '../../domain/touch-id.ts';
import { type FeedbackKind, satisfies, type TouchRecord } from '../../domain/touch-record.ts';
import type { Journeys } from '../ports.ts';
import type { Reached, Reaches } from './ports.ts';

export interface ReachPorts {
  readonly journeys: Journeys;
  readonly reaches: Reaches;
}

const levels = ['delivered', 'opened', 'clicked'] as const;

/** What feedback adds to who was reached. */
export interface NewReach {
  readonly counts: readonly Tally[];
  /** To be marked in the same write; absent where the record alone says whether it is news. */
  readonly reached?: Reached;
}

/**
 * Whom a run's messages on a channel reach by this feedback, open or click for the first time, each once a run however many
 * messages did it. Who clicked has opened, and who opened was reached, whatever the provider left out.
 *
 * @param record as it is without the feedback
 * @param entered when the run was claimed, epoch milliseconds: the day for which its people count
 */
export async function newReach(
  touch: TouchRef,
  kind: FeedbackKind,
  record: TouchRecord,
  entered: number,
  { journeys, reaches }: ReachPorts,
): Promise<NewReach> {
  const after = { ...record.feedback, [kind]: entered };
  const added = levels.filter((level) => satisfies(level, after) && !satisfies(level, record.feedback));
  if (added.length === 0) return { counts: [] };
  const { journey, group, channel } = record;
  // The only step on its channel is news once by itself.
  const isAlone = stepsOn(channel, journeys.rules(journey)) === 1;
  const before = isAlone ? null : await reaches.read(touch, channel);
  const news = added.filter((level) => !before?.has(level));
  if (news.length === 0) return { counts: [] };
  const add = Object.fromEntries(news.map((level) => [levelCounter(level), 1]));
  const counts = [{ journey, group, at: entered, user: touch.user, of: channel, add }];
  return isAlone ? { counts } : { counts, reached: { channel, levels: news } };
}

export const stepsOn = (channel: TouchRecord['channel'], rules: JourneyRules | undefined): number =>
  Object.values(rules?.steps ?? {}).filter((step) => step.channel === channel).length;
