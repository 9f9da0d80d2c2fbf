import type { Channel } from './channel.ts';
import { launchShare, type StartQuota, startingMs } from './pace.ts';

/** What AWS allows an account; all can be raised. */
export interface Quotas extends StartQuota {
  readonly openExecutions: number;
  /** Functions that run at once. */
  readonly concurrency: number;
  /** How long one touch takes, in milliseconds. */
  readonly touchMs: number;
}

/** Those of an account that never asked for more, in a large region. */
export const defaultQuotas: Quotas = {
  startsPerSecond: 300,
  startsBucket: 1_300,
  openExecutions: 1_000_000,
  concurrency: 1_000,
  touchMs: 200,
};

/** A launch as far as its load goes. Durations in milliseconds. */
export interface Load {
  readonly people: number;
  /** Entering may begin before anybody's first message is due: the launch has a date. */
  readonly ahead: boolean;
  readonly overMs: number;
  /** How long people have to reach the goal. */
  readonly goalMs: number;
  /** How long the longest way through the journey takes. */
  readonly lastsMs: number;
  readonly waves: readonly Wave[];
}

/** The messages of one step, as if it spoke to everybody and all were in one zone. */
export interface Wave {
  readonly step: string;
  readonly channel: Channel;
  /** Over how long they are spread. */
  readonly spanMs: number;
  /** Who carries them, and how many a second; absent where nobody said. */
  readonly provider?: { readonly name: string; readonly perSecond: number };
}

/** What one quota makes of a launch. */
export interface PlanPart {
  /** Such as `starts of executions`. */
  readonly quota: string;
  /** The quota in words: `300 a second`. */
  readonly allows: string;
  readonly takesMs: number;
  readonly withinMs: number;
  /** What to do when it does not suffice. */
  readonly remedy: string;
}

export interface RatePlan {
  readonly people: number;
  readonly parts: readonly PlanPart[];
  /** The quota that sets how long it takes. */
  readonly binding: PlanPart;
  /** The first that cannot finish in time. */
  readonly refused?: PlanPart;
}

/** How long a launch takes, by each quota that it meets. */
export function ratePlan(load: Load, quotas: Quotas): RatePlan {
  const [narrowest] = [...load.waves].sort((a, b) => a.spanMs - b.spanMs);
  const parts = [
    starts(load, quotas),
    open(load, quotas),
    ...(narrowest ? [functions(narrowest, load, quotas)] : []),
    ...load.waves.flatMap((wave) => provider(wave, load) ?? []),
  ];
  const binding = parts.reduce((longest, part) => (part.takesMs > longest.takesMs ? part : longest));
  const refused = parts.find(({ takesMs, withinMs }) => takesMs > withinMs);
  return { people: load.people, parts, binding, ...(refused && { refused }) };
}

/** Entering ahead of a date has until the goal; else whoever enters last must still be in time for their own hour. */
const enteringWithin = ({ ahead, overMs, goalMs }: Load) => (ahead ? goalMs : overMs);

const starts = (load: Load, quotas: Quotas): PlanPart => ({
  quota: 'starts of executions',
  allows: `${quotas.startsPerSecond} a second, of which a launch takes ${launchShare * 100}%`,
  takesMs: startingMs(load.people, quotas),
  withinMs: enteringWithin(load),
  remedy: load.ahead
    ? 'raise StartExecution in Service Quotas and quotas.startsPerSecond in the program, or launch to fewer people'
    : 'give the launch a date, so that people enter ahead of it; spread it over longer; or raise StartExecution in Service Quotas and quotas.startsPerSecond in the program',
});

/** Beyond the quota somebody can enter only when somebody else is through, and so after their own hour. */
const open = (load: Load, { openExecutions }: Quotas): PlanPart => ({
  quota: 'open executions',
  allows: `${openExecutions.toLocaleString('en')} at once`,
  takesMs: Math.max(0, Math.ceil(load.people / openExecutions) - 1) * load.lastsMs,
  withinMs: load.overMs,
  remedy: 'raise open executions in Service Quotas and quotas.openExecutions in the program, or launch to fewer people',
});

/** Of all steps alike: the one with least time decides. */
function functions({ step, spanMs }: Wave, { people }: Load, quotas: Quotas): PlanPart {
  const touches = (quotas.concurrency * 1000) / quotas.touchMs;
  return {
    quota: `functions at ${step}`,
    allows: `${quotas.concurrency} at once, ${touches} touches a second`,
    takesMs: Math.ceil((people / touches) * 1000),
    withinMs: spanMs,
    remedy: 'spread the launch over longer, or raise concurrent executions in Service Quotas and quotas.concurrency',
  };
}

function provider({ step, channel, spanMs, provider }: Wave, { people }: Load): PlanPart | null {
  if (!provider) return null;
  return {
    quota: `${provider.name} for ${channel} at ${step}`,
    allows: `${provider.perSecond} a second`,
    takesMs: Math.ceil((people / provider.perSecond) * 1000),
    withinMs: spanMs,
    remedy: `spread the launch over longer, or have ${provider.name} carry more and say so in the program's rates`,
  };
}
