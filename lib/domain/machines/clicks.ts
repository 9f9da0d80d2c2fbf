/**
 * Nobody is faster: from the moment at which a message reached its mailbox, a person needs longer than this to notice it,
 * to open it, to find a link and to tap it. In milliseconds.
 */
export const fastestPersonMs = 3_000;

/** A person does not follow several links of one message within this time, in milliseconds. */
export const burstMs = 2_000;

/** So many different links within `burstMs` are a machine's; or all that the message has, where it has two. */
const burstLinks = 3;

/** What is known of a click, beside when it was. */
export interface Click {
  /** Which link it was, in whatever words, the same for the same link; empty when nobody knows. */
  readonly link: string;
  /** Whether it is known to be a machine's, by its user agent or because the provider says so. */
  readonly byMachine: boolean;
  /** Whether its time is exact enough to tell how fast somebody was. */
  readonly timed: boolean;
}

/** One link that was followed: which, as a short hash, and when, epoch milliseconds. */
export interface FollowedLink {
  readonly link: string;
  readonly at: number;
}

/**
 * Whether a click came sooner than a person can. A click from before the message was sent tells of two clocks that
 * differ, not of somebody fast.
 *
 * @param reached when the message was delivered, else when it was sent; epoch milliseconds
 */
export const isTooFast = (at: number, reached: number | undefined): boolean =>
  reached !== undefined && at > reached && at - reached < fastestPersonMs;

/**
 * Whether this click is one of many at once, as of programs that try every link of a message.
 *
 * @param followed all that are known of this message, this click among them
 * @param links how many links the message has, where that is known
 */
export function isBurst(followed: readonly FollowedLink[], at: number, links: number | undefined): boolean {
  const around = new Set(followed.filter((each) => Math.abs(each.at - at) <= burstMs).map(({ link }) => link));
  return around.size >= burstLinks || (links !== undefined && links >= 2 && around.size >= links);
}
