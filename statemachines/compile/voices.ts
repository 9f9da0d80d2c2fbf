import type { Channel } from '../../lib/domain/channel.ts';
import type { AnyContent, AnyRung, AnySend, AnyVoice } from '../any-journey.ts';

/** A send on each of the channels it may take, in the order written. */
export function voicesOf(send: AnySend | AnyRung): AnyVoice[] {
  const { send: how, content, ...rest } = send;
  if (typeof how === 'string') return [{ ...rest, send: how, content: content as AnyContent }];
  const contents = content as Readonly<Partial<Record<Channel, string>>>;
  return how.best.map((channel) => ({ ...rest, send: channel, content: contents[channel] ?? '' }));
}

/** The channel of a send; of the best of several the first, which is pinned into its state. */
export const channelOf = ({ send }: Pick<AnySend, 'send'>): Channel =>
  typeof send === 'string' ? send : (send.best[0] as Channel);
