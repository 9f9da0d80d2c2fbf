import { channels } from '../../lib/domain/channel.ts';
import type { MostMessages } from '../../lib/domain/estimate.ts';
import type { AnyStep } from '../any-journey.ts';
import { voicesOf } from './voices.ts';

/**
 * The most messages that one person may get, by channel: every rung of a ladder, the branch of a split that has most, and
 * of a step that chooses its channel one on each.
 */
export function mostMessages(steps: readonly AnyStep[]): MostMessages {
  return sum(steps.map(ofStep));
}

function ofStep(step: AnyStep): MostMessages {
  if ('split' in step) return most([...Object.values(step.branches), step.otherwise ?? []].map(mostMessages));
  const sends = 'fallback' in step ? step.fallback : [step];
  return sum(sends.flatMap(voicesOf).map(({ send }) => ({ [send]: 1 })));
}

const sum = (counts: readonly MostMessages[]) =>
  join(counts, (numbers) => numbers.reduce((all, each) => all + each, 0));
const most = (counts: readonly MostMessages[]) => join(counts, (numbers) => Math.max(0, ...numbers));

function join(counts: readonly MostMessages[], how: (numbers: number[]) => number): MostMessages {
  const joined = channels.map((channel) => [channel, how(counts.map((count) => count[channel] ?? 0))] as const);
  return Object.fromEntries(joined.filter(([, number]) => number > 0));
}
