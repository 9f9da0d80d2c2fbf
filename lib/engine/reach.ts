import type { JourneyRules } from '../domain/journey-rules.ts';
import { levelCounter } from '../domain/tally/touches.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import { type FeedbackKind, satisfies, type TouchRecord } from '../domain/touch-record.ts';
import type { Journeys, People, Reaches, Tallies, Touches } from './ports.ts';

export interface ReachPorts {
  readonly journeys: Journeys;
  readonly people: Pick<People, 'read'>;
  readonly reaches: Reaches;
  readonly tallies: Tallies;
}

const levels = ['delivered', 'opened', 'clicked'] as const;

/**
 * Touches whose feedback counts people too: who was reached, opened and clicked on a channel, each once a run however
 * many messages did it. Who clicked has opened, and who opened was reached, whatever the provider left out.
 */
export function countingReach<T extends Pick<Touches, 'feedback'>>(touches: T, ports: ReachPorts): T {
  return {
    ...touches,
    async feedback(touch: TouchRef, kind: FeedbackKind, ...rest: Rest) {
      const noted = await touches.feedback(touch, kind, ...rest);
      if (typeof noted !== 'string') await count(touch, kind, rest[0], noted, ports);
      return noted;
    },
  };
}

type Rest = Parameters<Touches['feedback']> extends [TouchRef, FeedbackKind, ...infer R] ? R : never;

async function count(touch: TouchRef, kind: FeedbackKind, at: number, record: TouchRecord, ports: ReachPorts) {
  const { [kind]: _new, ...before } = record.feedback;
  const added = levels.filter((level) => satisfies(level, record.feedback) && !satisfies(level, before));
  if (added.length === 0) return;
  const { journey, group, channel } = record;
  const alone = stepsOn(channel, ports.journeys.rules(journey)) === 1;
  const names: string[] = [];
  for (const level of added) {
    // The only step on its channel is news once by itself.
    if (alone || (await ports.reaches.mark(touch, channel, level, at))) names.push(levelCounter(level));
  }
  if (names.length === 0) return;
  const entered = record.entered ?? (await ports.people.read(touch.user)).ledger.runs[touch.run]?.since ?? at;
  const add = Object.fromEntries(names.map((name) => [name, 1]));
  await ports.tallies.add({ journey, group, at: entered, user: touch.user, of: channel, add });
}

export const stepsOn = (channel: TouchRecord['channel'], rules: JourneyRules | undefined): number =>
  Object.values(rules?.steps ?? {}).filter((step) => step.channel === channel).length;
