import { type Channel, channels } from './channel.ts';

/** One decision of a run: on which channel, when, and whether something was, or may have been, said. */
export interface Passed {
  readonly channel: Channel;
  /** Epoch milliseconds, kept to the minute. */
  readonly at: number;
  readonly spoke: boolean;
}

/** Stand for channels where a whole path must be short: in the ledger, and as the name of a counter. */
const letters: Readonly<Record<Channel, string>> = { email: 'e', push: 'p', sms: 's', whatsapp: 'w', inapp: 'i' };

export const letterOf = (channel: Channel): string => letters[channel];
export const channelOf = (letter: string): Channel | undefined =>
  channels.find((channel) => letters[channel] === letter);

/** The channels that spoke, in order, a letter each; empty when none did. */
export const pathOf = (passed: readonly Passed[]): string =>
  passed.flatMap(({ channel, spoke }) => (spoke ? [letters[channel]] : [])).join('');

/** A path's channels. */
export const channelsOn = (path: string): Channel[] => [...path].flatMap((letter) => channelOf(letter) ?? []);
