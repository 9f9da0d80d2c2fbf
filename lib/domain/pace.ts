/** Step Functions' token bucket for StartExecution: so many at once, and so many a second thereafter. */
export interface StartQuota {
  readonly startsPerSecond: number;
  readonly startsBucket: number;
}

/** How fast one of several segments may start people, without hearing of the others. */
export interface Pace {
  /** Most people a page starts. */
  readonly people: number;
  readonly perSecond: number;
}

/** What a launch takes of the quota; the rest is for people whom events enter meanwhile. */
export const launchShare = 0.9;

/** Parts of the table that are read side by side: enough that their waiting, and not their work, sets the pace. */
export const segments = 8;
export const segmentNumbers: readonly number[] = Array.from({ length: segments }, (_, number) => number);

/**
 * The pace of each of `count` segments. A page may start its people at its very end and the next at its very beginning,
 * so twice a page of every segment at once must fit into the bucket.
 */
export function paceOf({ startsPerSecond, startsBucket }: StartQuota, count: number): Pace {
  const people = Math.max(1, Math.floor((startsBucket * launchShare) / (2 * count)));
  return { people, perSecond: (startsPerSecond * launchShare) / count };
}

/** When a segment may begin its next page. @param began when it began this one, epoch milliseconds */
export function nextPageAt(began: number, started: number, { perSecond }: Pace): number {
  return began + Math.ceil((started / perSecond) * 1000);
}

/** How long it takes to start so many people, in milliseconds. */
export function startingMs(people: number, quota: StartQuota): number {
  return Math.ceil((people / (quota.startsPerSecond * launchShare)) * 1000);
}

/** An execution's history holds 25,000 events, of which a page makes nine; retries make more. */
const pagesAnExecution = 1_600;

/** Pages that each of `count` segments may take in one execution before it goes on in another. */
export const pagesFor = (count: number): number => Math.floor(pagesAnExecution / count);
