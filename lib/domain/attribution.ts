import { byPlace, creditByPath } from './attribution/by-place.ts';
import { markov } from './attribution/markov.ts';
import { type Credits, checkPath, type Path } from './attribution/path.ts';
import { shapley } from './attribution/shapley.ts';
import { defaultHalfLifeMs, timeDecay } from './attribution/time-decay.ts';

export type { Credits, Path } from './attribution/path.ts';

export const attributionModels = ['first', 'last', 'linear', 'position', 'time-decay', 'markov', 'shapley'] as const;
export type AttributionModel = (typeof attributionModels)[number];

export interface AttributionQuestion {
  readonly model: AttributionModel;
  readonly paths: readonly Path[];
  /** Of time-decay alone; a week by default. */
  readonly halfLifeMs?: number;
}

export interface Attribution {
  /** They sum to all conversions; those of users without a touch stand under `none`. */
  readonly credits: Credits;
  /** Of markov alone. */
  readonly removalEffects?: Readonly<Record<string, number>>;
}

/**
 * Shares the conversions among the channels that touched the users who converted.
 *
 * @throws RuleError when the paths do not fit the model
 */
export function attribute({ model, paths, halfLifeMs = defaultHalfLifeMs }: AttributionQuestion): Attribution {
  for (const path of paths) checkPath(path);
  switch (model) {
    case 'markov':
      return markov(paths);
    case 'shapley':
      return { credits: shapley(paths) };
    case 'time-decay':
      return { credits: creditByPath(paths, timeDecay(halfLifeMs)) };
    default:
      return { credits: creditByPath(paths, byPlace[model]) };
  }
}
