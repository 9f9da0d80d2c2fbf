import type { Channel } from '../../lib/domain/channel.ts';
import type { Suppression } from '../../lib/domain/ledger.ts';
import type { Frequency } from '../../lib/domain/wishes.ts';

/** All that the pages behind links in messages say, in one language. A function gets what stands in its sentence. */
export interface PageWords {
  readonly unsubscribe: UnsubscribeWords;
  readonly preferences: PreferenceWords;
  readonly notFound: { readonly title: string; readonly explain: string };
}

export interface UnsubscribeWords {
  readonly title: string;
  readonly question: string;
  readonly explain: string;
  readonly button: string;
  readonly done: string;
  readonly thanks: string;
  /** The link to the preferences, before and after. */
  readonly rather: string;
}

export interface PreferenceWords {
  readonly title: string;
  readonly lead: (company: string) => string;
  readonly where: string;
  readonly channels: Readonly<Record<Channel, ChannelWords>>;
  /** Beside a channel that is on although some law asks for more than a tick. */
  readonly unconfirmed: string;
  /** Beside a channel that is closed: why, and how to come back. */
  readonly suppressed: Readonly<Record<Suppression['reason'], string>>;
  /** The same for channels on which people answer. */
  readonly stopped: string;
  readonly what: string;
  readonly often: string;
  readonly frequencies: Readonly<Record<'as-it-comes' | Frequency, string>>;
  readonly save: string;
  readonly pause: string;
  readonly paused: (until: string) => string;
  readonly resume: string;
  readonly leave: string;
  /** What came of it. */
  readonly done: Readonly<Record<Done, string>>;
  /** Nothing was changed, because of this field. */
  readonly notUnderstood: (field: string) => string;
  readonly notHere: (channel: string) => string;
  readonly keepToYourself: string;
}

export interface ChannelWords {
  readonly name: string;
  /** What somebody agrees to who ticks it; kept as evidence, in these words. */
  readonly agree: (company: string) => string;
}

/** What a person can do on the page. */
export const doings = ['save', 'pause', 'resume', 'leave'] as const;
export type Done = (typeof doings)[number];
