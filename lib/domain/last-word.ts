/** The latest STOP or START that came from an address. Times are epoch milliseconds. */
export interface LastWord {
  readonly word: 'stop' | 'start';
  readonly at: number;
  /** The message that said it. */
  readonly by: string;
  /** When the STOP was that this START took back. */
  readonly undid?: number;
}

export interface Said {
  readonly word: LastWord['word'];
  /** When it was first received. */
  readonly at: number;
  readonly by: string;
  /** Whether it was received before: a webhook repeated, or an attempt that died. */
  readonly again: boolean;
}

export type Hearing =
  /** It changes what holds: write `last`. */
  | { readonly heard: 'first'; readonly last: LastWord }
  /** This very message is the last word already. */
  | { readonly heard: 'known'; readonly last: LastWord }
  /** Another message said the same before. */
  | { readonly heard: 'same'; readonly last: LastWord }
  /** The opposite was said since this was first received. */
  | { readonly heard: 'overtaken'; readonly last: LastWord };

/**
 * What a STOP or START means after what was said before: each message once, in the order received, however often it is
 * repeated. Consent is kept in seconds and a withdrawal wins a tie, so a word lies at least a second after the other.
 */
export function hear(before: LastWord | null, { word, at, by, again }: Said): Hearing {
  if (!before) return { heard: 'first', last: { word, at, by } };
  if (before.by === by) return { heard: 'known', last: before };
  if (before.word === word) return { heard: 'same', last: before };
  if (again && at <= before.at) return { heard: 'overtaken', last: before };
  const after = Math.max(at, Math.floor(before.at / 1000) * 1000 + 1000);
  return { heard: 'first', last: { word, at: after, by, ...(word === 'start' && { undid: before.at }) } };
}
