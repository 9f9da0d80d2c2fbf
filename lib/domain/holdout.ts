import { holdoutSalt, pickArm } from './assign.ts';
import { type Audience, countriesOf } from './audience.ts';
import type { Channel } from './channel.ts';
import type { Holdouts } from './program.ts';

/**
 * Whether a person is held out from all marketing, or from a channel's. A larger share holds out the same people and more.
 *
 * @param own the journey's, each of which replaces the program's
 */
export function holdoutOf(
  user: string,
  channel: Channel,
  program: Holdouts | undefined,
  own: Holdouts | undefined,
): 'global' | Channel | null {
  if (isOut('global', user, own?.global ?? program?.global)) return 'global';
  return isOut(channel, user, own?.channels?.[channel] ?? program?.channels?.[channel]) ? channel : null;
}

const holdoutPrefix = 'holdout:';
/** An experiment of a holdout, among the arms of a run and its counters: `holdout:email=out.entered`. */
export const holdoutExperiment = (of: 'global' | Channel): string => `${holdoutPrefix}${of}`;

/** The market of a run, among its arms: a name that no experiment has. */
export const marketArm = '=market';

/** Of people in a country that the audience does not name, and of all beyond the most. */
export const otherMarkets = 'other';

/** Each has counters of its own in every item that counts a day. */
const mostMarkets = 10;

/** The market that a person counts for; `undefined` for an audience that names no countries. */
export function marketOf(audience: Audience, country: string | undefined): string | undefined {
  const markets = countriesOf(audience).slice(0, mostMarkets);
  if (markets.length === 0) return undefined;
  const home = country?.toUpperCase();
  return home !== undefined && markets.includes(home) ? home : otherMarkets;
}

/** A holdout among the people of one market: `holdout:email@DE=out.entered`. */
export const inMarket = (holdout: string, market: string): string => `${holdout}@${market}`;
export const isHoldout = (experiment: string): boolean => experiment.startsWith(holdoutPrefix);

/**
 * On which side of each holdout a person stands, for those channels that a journey speaks on. Whoever is held out from
 * all marketing says nothing of a channel.
 */
export function holdoutArms(
  user: string,
  channels: readonly Channel[],
  program: Holdouts | undefined,
  own: Holdouts | undefined,
): Record<string, 'in' | 'out'> {
  const share = { ...program?.channels, ...own?.channels };
  const arms: Record<string, 'in' | 'out'> = {};
  const everything = own?.global ?? program?.global ?? 0;
  const out = isOut('global', user, everything);
  if (everything > 0) arms[holdoutExperiment('global')] = out ? 'out' : 'in';
  for (const channel of out ? [] : new Set(channels)) {
    if ((share[channel] ?? 0) > 0)
      arms[holdoutExperiment(channel)] = isOut(channel, user, share[channel]) ? 'out' : 'in';
  }
  return arms;
}

function isOut(of: 'global' | Channel, user: string, share = 0): boolean {
  return share > 0 && pickArm(holdoutSalt(of), user, { out: share }) === 'out';
}
