import type { Channel } from '../../domain/channel.ts';
import type { Basis } from '../../domain/consent.ts';
import type { AddressedChannel, PushToken } from '../../domain/profile.ts';

/** A yes or a no, as far as an export tells it. */
export type Said =
  | {
      readonly channel: Channel;
      readonly status: 'granted';
      /** What the export proves; `undefined` where it does not say on what ground they agreed. */
      readonly proven?: Basis | undefined;
      /** When they said so, epoch milliseconds. */
      readonly at?: number | undefined;
      /** The column that would say that they agreed, and is not there: then this is no yes. */
      readonly missing?: string | undefined;
      /** True where the time is not that of their word: such a yes outvotes no earlier no. */
      readonly restated?: true;
    }
  | { readonly channel: Channel; readonly status: 'withdrawn'; readonly at?: number | undefined };

export interface Bounced {
  readonly channel: AddressedChannel;
  readonly at?: number | undefined;
}

/** What a line of an export tells of a person, in our words, not yet checked. */
export interface Told {
  readonly user?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly whatsapp?: string | undefined;
  readonly timezone?: string | undefined;
  readonly locale?: string | undefined;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly addPush?: readonly PushToken[];
  readonly traits: Readonly<Record<string, unknown>>;
  /** When the profile was like this, epoch milliseconds. */
  readonly at?: number | undefined;
  readonly said: readonly Said[];
  readonly bounced: readonly Bounced[];
  /** Rules that the line breaks, so that nothing of it is taken but a no. */
  readonly wrong: readonly string[];
}

/** A field that could not be read: the rule it breaks with the remedy, and as much of its value as finds it again. */
export interface Note {
  readonly field: string;
  readonly rule: string;
  readonly value: string;
}
