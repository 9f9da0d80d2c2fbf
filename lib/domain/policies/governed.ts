import { laws } from './index.ts';

/** Countries that a row of law names, itself or a region of it: their law is known, so nothing else needs to tell it. */
export const governed: ReadonlySet<string> = new Set(
  laws.flatMap(({ jurisdiction }) =>
    jurisdiction === 'everywhere' ? [] : jurisdiction.map((place) => place.split('-')[0] ?? place),
  ),
);

/** Ids of the rows that are always on. */
export const lawIds: ReadonlySet<string> = new Set(laws.map(({ id }) => id));
