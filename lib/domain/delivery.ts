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

/**
 * What is wrong where a provider turns everything away because of our account or our settings. Bounded: these are
 * values of a metric's dimension.
 *
 * - `credentials`: a key, a token or a certificate is missing, wrong or expired;
 * - `permission`: the credentials are valid and may not do this;
 * - `resource`: an application, a configuration set, a project or a service that we name is not there;
 * - `sender`: the address or number that we send from is not ours, not verified or not made for this;
 * - `suspended`: the provider stopped the account;
 * - `quota`: what the account may send, or spend, is used up;
 * - `encryption`: a key of KMS cannot be used;
 * - `unknown`: the provider refused the request with an error that no table of ours names.
 */
export const faults = [
  'credentials',
  'permission',
  'resource',
  'sender',
  'suspended',
  'quota',
  'encryption',
  'unknown',
] as const;
export type Fault = (typeof faults)[number];

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
  /**
   * Proven not accepted, because of our account or settings and not of this message: another provider may carry it, or
   * this one once somebody has mended it. It behaves as `unavailable`, and somebody is told.
   */
  | { readonly verdict: 'misconfigured'; readonly reason: Fault; readonly detail: string }
  /** Nobody knows whether it was accepted. */
  | { readonly verdict: 'in-doubt'; readonly detail: string };

/** What came of one device, where a message goes to several. */
export interface DeviceDelivery {
  readonly address: string;
  readonly delivery: Delivery;
}

/** The verdict over all addresses; for push, `each` says what came of every device that was asked about. */
export type ProviderAnswer = Delivery & { readonly each?: readonly DeviceDelivery[] };

/** One way to reach people on one channel: a single call a send, which is never repeated. */
export interface Provider {
  readonly name: string;
  readonly channel: Channel;
  /**
   * Whether what comes back names the touch. Where it names only the provider's own message id, which touch that was is
   * remembered with each message. `true` where nothing ever comes back.
   */
  readonly echoes: boolean;
  /**
   * Whether this provider can carry anything to this address at all; absent: to every one. A device that it cannot reach
   * is left to the next provider.
   */
  reaches?(address: Address): boolean;
  /** @returns what is proven; without `each`, the same for all addresses */
  send(envelope: Envelope): Promise<ProviderAnswer>;
}
