import { RuleError } from '../rule-error.ts';
import { type Credits, channelsOf, type Path, shareOut } from './path.ts';

/** 2¹⁶ sets take some hundredths of a second and a megabyte; each channel more doubles both. */
const mostChannels = 16;

/**
 * Shapley value attribution (Shapley 1953; Dalessandro, Perlich, Stitelman and Provost 2012), exact over all sets of
 * channels. A set is worth the conversion rate of the users whose channels all lie in it, those who were not touched
 * included; nothing when there are none. Negative values are taken as 0 before the conversions are shared out.
 *
 * @throws RuleError when there are too many channels
 */
export function shapley(paths: readonly Path[]): Credits {
  const channels = channelsOf(paths);
  if (channels.length > mostChannels) {
    throw new RuleError({
      value: channels.length,
      rule: `shapley weighs every set of channels, so it takes at most ${mostChannels} of them`,
      remedy: 'put rare channels together under one name, or take the model markov',
    });
  }
  const worth = worthOfSets(paths, channels);
  const weights = weightsBySize(channels.length);
  const values = channels.map((_, at) => {
    const bit = 1 << at;
    let value = 0;
    for (let set = 0; set < worth.length; set++) {
      if (set & bit) continue;
      const gain = (worth[set | bit] as number) - (worth[set] as number);
      value += (weights[size(set)] as number) * gain;
    }
    return value;
  });
  return shareOut(paths, new Map(channels.map((channel, at) => [channel, Math.max(0, values[at] as number)])));
}

/** Of each set, a bit a channel: counts by the exact set of a path, then summed over all subsets, a channel at a time. */
function worthOfSets(paths: readonly Path[], channels: readonly string[]): Float64Array {
  const bits = new Map(channels.map((channel, at) => [channel, 1 << at]));
  const conversions = new Float64Array(2 ** channels.length);
  const users = new Float64Array(2 ** channels.length);
  for (const taken of paths) {
    const set = taken.path.reduce((sum, channel) => sum | (bits.get(channel) ?? 0), 0);
    conversions[set] = (conversions[set] as number) + taken.conversions;
    users[set] = (users[set] as number) + taken.conversions + taken.nulls;
  }
  for (const counts of [conversions, users]) {
    for (const bit of bits.values()) {
      for (let set = 0; set < counts.length; set++) {
        if (set & bit) counts[set] = (counts[set] as number) + (counts[set ^ bit] as number);
      }
    }
  }
  return users.map((count, set) => (count > 0 ? (conversions[set] as number) / count : 0));
}

/** |S|! (n − |S| − 1)! / n!, by |S|: the share of the orders in which exactly the channels of S come before a given one. */
function weightsBySize(channels: number): number[] {
  const weights = [1 / channels];
  for (let before = 1; before < channels; before++) {
    weights.push(((weights[before - 1] as number) * before) / (channels - before));
  }
  return weights;
}

function size(set: number): number {
  let bits = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
