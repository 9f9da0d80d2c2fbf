import type { Channel } from '../../lib/domain/channel.ts';
import { holdoutExperiment, marketArm } from '../../lib/domain/holdout.ts';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import type { LedgerRun } from '../../lib/domain/ledger.ts';
import type { Passed } from '../../lib/domain/passage.ts';
import { entryTally, outcryTally } from '../../lib/domain/tally/runs.ts';
import { conversionTallies, levelCounter, touchTally } from '../../lib/domain/tally/touches.ts';
import type { Counted, Tally } from '../../lib/domain/tally.ts';
import { day, hour, monday, welcome } from '../engine/surroundings.ts';

/** A channel whose worth is known, because it was made up. */
interface Known {
  readonly channel: Channel;
  /** Whom it reaches: a person's inclination to convert, 0 to 1, decides on a targeted channel. */
  readonly reaches: (inclination: number, chance: number) => boolean;
  /** Share of people it reaches. */
  readonly reach: number;
  /** What a message adds to the chance to convert. */
  readonly effect: number;
}

/** In the order of their messages: a text goes to the keenest alone, last of all, and changes nothing. */
export const known: readonly Known[] = [
  { channel: 'push', reaches: (_, chance) => chance < 0.6, reach: 0.6, effect: 0.03 },
  { channel: 'email', reaches: (_, chance) => chance < 0.9, reach: 0.9, effect: 0.06 },
  { channel: 'sms', reaches: (inclination) => inclination > 0.6, reach: 0.4, effect: 0 },
];

/** What a channel adds to the conversion rate of those who may get it. */
export const truthOf = (channel: Channel): number =>
  known.filter((each) => each.channel === channel).reduce((sum, { reach, effect }) => sum + reach * effect, 0);

export const heldOut = 0.15;
export const control = 0.15;

export const journey: JourneyRules = {
  ...welcome,
  name: 'simulated',
  control,
  goal: { on: 'onboarding.completed', withinMs: 7 * day, value: 'amount' },
  experiments: { offer: { plain: 0.5, bold: 0.5 } },
  funnel: ['user.signed_up', 'profile.completed', 'project.created', 'onboarding.completed'],
};

/** Of one in four, in turn, so that the numbers are the same with and without. */
const markets = ['DE', 'US', 'DE', 'other'];

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface WorldOptions {
  readonly people: number;
  readonly days: number;
  /** What messages add, of what `known` says: 0 is a world in which they do nothing. @default 1 */
  readonly strength?: number;
}

/** The counters that the engine would have kept of people who enter evenly over the days. */
export function simulate(seed: number, { people, days, strength = 1 }: WorldOptions): Counted[] {
  const random = randomOf(seed);
  const counted = new Map<string, { row: Counted; add: Record<string, number> }>();
  const add = ({ at, of, group, add: more }: Tally) => {
    const dayOf = new Date(at).toISOString().slice(0, 10);
    const key = `${dayOf}#${of}#${group}`;
    const entry = counted.get(key) ?? { row: { day: dayOf, of, group, add: {} }, add: {} };
    counted.set(key, entry);
    for (const [name, value] of Object.entries(more)) entry.add[name] = (entry.add[name] ?? 0) + value;
  };
  for (let n = 0; n < people; n++) {
    const at = monday + Math.floor((n * days) / people) * day;
    const group = random() < control ? 'control' : 'treatment';
    const out = known.filter(() => random() < heldOut).map(({ channel }) => channel);
    const holdouts = known.map(({ channel }) => [holdoutExperiment(channel), out.includes(channel) ? 'out' : 'in']);
    const market = { [marketArm]: markets[n % markets.length] ?? 'other' };
    const arms = { ...Object.fromEntries(holdouts), ...market, offer: random() < 0.5 ? 'plain' : 'bold' };
    const entered: LedgerRun = { ...base, group, at, since: at, arms, funnel: { seen: 1, by: 'enter' } };
    add(entryTally('', entered, journey));
    const inclination = random();
    let chance = 0.05 + 0.35 * inclination ** 3;
    const passed: Passed[] = [];
    for (const { channel, reaches, effect } of known) {
      const reached = reaches(inclination, random()) && !out.includes(channel);
      passed.push({ channel, at: at + passed.length * day + hour, spoke: reached });
      const outcome = !reached ? 'skipped' : group === 'control' ? 'ghost' : 'sent';
      const reason = out.includes(channel) ? 'held-out' : 'unreachable';
      const cost = outcome === 'sent' ? { push: 1, email: 100, sms: 7900 }[channel as 'push'] : 0;
      add(touchTally('', { ...entered, passed: [...passed] }, { step: channel, channel, outcome, reason, cost }));
      if (outcome !== 'sent') continue;
      chance += effect * strength;
      const clicked = random() < 0.2 * inclination + 0.02;
      const levels = { delivered: true, opened: clicked || random() < 0.3, clicked };
      for (const level of ['delivered', 'opened', 'clicked'] as const) {
        if (levels[level]) add({ ...about(entered), of: channel, add: { [levelCounter(level)]: 1, [level]: 1 } });
      }
      if (random() < 0.004) add({ ...about(entered), of: channel, add: { unsubscribed: 1 } });
    }
    const converts = random() < chance;
    const steps =
      random() < 0.7 || converts ? (random() < 0.6 || converts ? (converts ? [2, 3, 4] : [2, 3]) : [2]) : [];
    const added = converts ? Math.round(20 + 60 * random()) : 0;
    const run: LedgerRun = { ...entered, passed };
    const goals = converts ? [{ name: '', first: true, added, total: added }] : [];
    if (converts || steps.length > 0) add(outcryTally('', run, { ended: false, goals, steps }, false));
    // What would have been said to a control was not.
    if (converts && group === 'treatment') {
      for (const tally of conversionTallies('', run, at + 4 * day)) add(tally);
    }
  }
  return [...counted.values()].map(({ row, add: sums }) => ({ ...row, add: sums }));
}

const about = ({ group, since }: LedgerRun) => ({ journey: 'simulated', user: '', group, at: since });

const base: Omit<LedgerRun, 'group' | 'at' | 'since' | 'arms'> = {
  id: 'run',
  journey: 'simulated',
  priority: 50,
  data: {},
  by: 'enter',
};
