import { type Channel, channels } from '../channel.ts';
import { type FunnelLevel, funnelLevels, levelCounter } from '../tally/touches.ts';
import type { Counted } from '../tally.ts';
import { type Cell, cell } from './cell.ts';
import { channelsIn, countersAfter, countsOf, sumsOf } from './counts.ts';

/** How many people of the treatment came how far on a channel. */
export type ChannelFunnel = { readonly channel: Channel } & { readonly [level in FunnelLevel]: Cell };

export const funnelsOf = (rows: readonly Counted[]): ChannelFunnel[] =>
  channelsIn(rows, channels).map((channel) => {
    const counts = countsOf(rows, channel, 'treatment');
    const levels = funnelLevels.map((level) => [level, cell(counts(levelCounter(level)))] as const);
    return { channel, ...(Object.fromEntries(levels) as Record<FunnelLevel, Cell>) };
  });

/** Messages that were not sent, or not yet. */
export interface Unsent {
  readonly channel: Channel;
  readonly what: 'skipped' | 'failed' | 'held';
  readonly reason: string;
  readonly messages: Cell;
}

/** The most frequent first. A message that was held twice counts twice as held. */
export const unsentOf = (rows: readonly Counted[]): Unsent[] =>
  channelsIn(rows, channels)
    .flatMap((channel) => {
      const sums = sumsOf(rows, channel, 'treatment');
      return (['skipped', 'failed', 'held'] as const).flatMap((what) =>
        countersAfter(`${what}.`, sums).map(([reason, messages]) => ({ channel, what, reason, messages })),
      );
    })
    .sort((a, b) => b.messages - a.messages)
    .map(({ messages, ...about }) => ({ ...about, messages: cell(messages) }));

/** What people and mailboxes took amiss, per 1,000 messages delivered, by the day on which it was told. */
export interface Harm {
  readonly channel: Channel;
  readonly sent: Cell;
  /** `null` also where the channel tells of no delivery: the rates are then per 1,000 sent. */
  readonly delivered: Cell;
  readonly unsubscribed: number | null;
  readonly complained: number | null;
  readonly bounced: number | null;
}

export const harmOf = (rows: readonly Counted[]): Harm[] =>
  channelsIn(rows, channels).map((channel) => {
    const counts = countsOf(rows, channel, 'treatment');
    const [sent, delivered] = [counts('sent'), counts('delivered')];
    const base = delivered > 0 ? delivered : sent;
    const per1000 = (what: string) => (cell(base) === null || base === 0 ? null : (1000 * counts(what)) / base);
    return {
      channel,
      sent: cell(sent),
      delivered: delivered > 0 ? cell(delivered) : null,
      unsubscribed: per1000('unsubscribed'),
      complained: per1000('complained'),
      bounced: per1000('bounced'),
    };
  });
