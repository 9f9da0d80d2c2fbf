import { defaultHalfLifeMs, timeDecay } from '../attribution/time-decay.ts';
import type { Channel } from '../channel.ts';
import { dayMs } from '../duration.ts';
import type { LedgerRun } from '../ledger.ts';
import { pathOf } from '../passage.ts';
import type { Tally } from '../tally.ts';
import type { TouchRecord } from '../touch-record.ts';

/** People, each once a run and channel: came to a step on it, was spoken to, was reached so far, converted after it. */
export const funnelLevels = ['eligible', 'sent', 'delivered', 'opened', 'clicked', 'converted'] as const;
export type FunnelLevel = (typeof funnelLevels)[number];
export const levelCounter = (level: FunnelLevel): string => `users.${level}`;

/** People whose path became this one, by a touch on its last channel. Those of longer ones are among them. */
export const pathCounter = (path: string): string => `path.${path}`;
export const convertedCounter = (path: string): string => `path.${path}.converted`;
/** Conversions of people whom nothing was said to, with the runs. */
export const untouchedCounter = 'untouched.converted';
/** Credit of a channel by time decay, in millionths of a conversion. */
export const decayCounter = 'decay';
/** Millionths of a dollar. */
export const costCounter = 'cost';

const about = (user: string, { journey, group, since }: LedgerRun, of: Tally['of']): Omit<Tally, 'add'> => ({
  journey,
  group,
  user,
  at: since,
  of,
});

/** How a touch ended, as far as counting goes. */
export interface Ending extends Pick<TouchRecord, 'arm'> {
  readonly step: string;
  readonly channel: Channel;
  readonly outcome: NonNullable<TouchRecord['outcome']>;
  /** Bounded. */
  readonly reason?: string;
  /** Millionths of a dollar. */
  readonly cost: number;
}

/** A touch, with the run as it left it: its last decision is this one. */
export function touchTally(user: string, run: LedgerRun, { step, channel, outcome, reason, arm, cost }: Ending): Tally {
  const passed = run.passed ?? [];
  const [before, last] = [passed.slice(0, -1), passed.at(-1)];
  const onChannel = before.filter((each) => each.channel === channel);
  const counter = outcome === 'skipped' || outcome === 'failed' ? `${outcome}.${reason ?? 'unknown'}` : outcome;
  const add = {
    [counter]: 1,
    [`${step}.${outcome}`]: 1,
    ...(arm !== undefined && { [`${step}=${arm}.${outcome}`]: 1 }),
    ...(onChannel.length === 0 && { [levelCounter('eligible')]: 1 }),
    ...(last?.spoke && !onChannel.some(({ spoke }) => spoke) && { [levelCounter('sent')]: 1 }),
    ...(last?.spoke && { [pathCounter(pathOf(passed))]: 1 }),
    ...(cost > 0 && { [costCounter]: cost }),
  };
  return { ...about(user, run, channel), add };
}

/** A touch that may not speak yet; each time it is held counts. */
export const heldTally = (user: string, run: LedgerRun, channel: Channel, reason: string): Tally => ({
  ...about(user, run, channel),
  add: { [`held.${reason}`]: 1 },
});

/** A conversion, for the channels that spoke before it; for the runs when none did. */
export function conversionTallies(user: string, run: LedgerRun, at: number): Tally[] {
  const spoken = (run.passed ?? []).filter(({ spoke }) => spoke);
  const path = pathOf(spoken);
  if (path === '') return [{ ...about(user, run, 'runs'), add: { [untouchedCounter]: 1 } }];
  const last = spoken.at(-1)?.channel;
  const ages = spoken.map((touch) => Math.max(0, at - touch.at) / dayMs);
  const decay = decayCredits(
    spoken.map(({ channel }) => channel),
    ages,
  );
  return [...decay].map(([channel, credit]) => ({
    ...about(user, run, channel),
    add: {
      [levelCounter('converted')]: 1,
      [decayCounter]: credit,
      ...(channel === last && { [convertedCounter(path)]: 1 }),
    },
  }));
}

const whole = 1_000_000;

/** By channel; whole millionths that sum to one conversion, since the last touch takes what rounding leaves. */
function decayCredits(path: readonly Channel[], ages: readonly number[]): Map<Channel, number> {
  const credits = new Map<Channel, number>();
  const weights = path.length > 0 ? timeDecay(defaultHalfLifeMs)({ path, ages, conversions: 1, nulls: 0 }) : [];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = whole;
  for (const [index, channel] of path.entries()) {
    const share = index === path.length - 1 ? left : Math.floor((whole * (weights[index] ?? 0)) / total);
    left -= share;
    credits.set(channel, (credits.get(channel) ?? 0) + share);
  }
  return credits;
}
