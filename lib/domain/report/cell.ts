/** Fewer people than this are not shown: a number about nine of them may be a number about one who is known. */
export const fewestShown = 10;

/** A count of people as a report shows it; `null` where it is hidden. Nobody is nobody, and may be said. */
export type Cell = number | null;

export const cell = (people: number): Cell => (people > 0 && people < fewestShown ? null : people);

/** A rate as a report shows it: hidden with either of its counts. */
export const shownRate = (part: number, whole: number): number | null =>
  whole < fewestShown || cell(part) === null ? null : part / whole;
