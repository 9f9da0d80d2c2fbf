import type { Channel, Purpose } from './channel.ts';
import type { Message } from './message.ts';

/** What a provider is asked to carry: one touch, to one person. */
export interface Envelope {
  readonly touchId: string;
  readonly user: string;
  readonly purpose: Purpose;
  /** When the touch was claimed, epoch milliseconds: the same however often it is tried. */
  readonly at: number;
  /** Addresses or tokens; several only for push, one a device. */
  readonly to: readonly Address[];
  readonly message: Message;
  /** Where one POST withdraws consent (RFC 8058); every marketing email has one. */
  readonly unsubscribeUrl?: string;
}

export interface Address {
  readonly address: string;
  readonly platform?: 'fcm' | 'apns';
}

/** What a provider's answer proves. Refusals are values; only bugs throw. */
export type Delivery =
  | { readonly verdict: 'accepted'; readonly providerId: string; readonly dead?: readonly string[] }
  /** Final: asking this provider again will not help. `unreachable` without a dead address: another may know a way. */
  | {
      readonly verdict: 'refused';
      readonly reason: 'unreachable' | 'unsubscribed' | 'rejected';
      readonly detail: string;
      /** Addresses that no longer lead anywhere. */
      readonly dead?: readonly string[];
    }
  /** Proven not accepted: another provider, or a later try, may carry it. */
  | { readonly verdict: 'unavailable'; readonly reason: 'throttled' | 'down'; readonly detail: string }
  /** Nobody knows whether it was accepted. */
  | { readonly verdict: 'in-doubt'; readonly detail: string };

/** One way to reach people on one channel: a single call a send, which is never repeated. */
export interface Provider {
  readonly name: string;
  readonly channel: Channel;
  /**
   * Whether what comes back names the touch. Where it names only the provider's own message id, which touch that was is
   * remembered with each message. `true` where nothing ever comes back.
   */
  readonly echoes: boolean;
  send(envelope: Envelope): Promise<Delivery>;
}
