import type { Cap } from './cap.ts';
import type { Channel } from './channel.ts';
import type { AliveRules } from './churn.ts';
import type { Patience } from './delivery/patience.ts';
import type { SoftBounceRule } from './mailbox/soft-bounces.ts';
import type { Measuring } from './measuring.ts';
import type { Policy } from './policies/policy.ts';
import type { OpenRange } from './window.ts';

/** What holds for all journeys, as the engine reads it; `statemachines/program.ts` is where a team writes it. */
export interface Program extends Measuring {
  /** Rolling limits on marketing touches of one person, over all journeys. */
  readonly caps: readonly Cap[];
  /** When marketing may speak, local time, by channel; a channel without an entry may always. */
  readonly windows: Readonly<Partial<Record<Channel, readonly OpenRange[]>>>;
  /** The rows of law, presets and the program's own that hold; absent: those of law. */
  readonly policies?: readonly Policy[];
  readonly holdouts?: Holdouts;
  readonly sms?: SmsRegistrations;
  /** What a message costs beside the others, 0 to 1, where a step chooses its channel. */
  readonly costs?: Readonly<Partial<Record<Channel, number>>>;
  /** People who would all wake at one instant are spread forward over this long, in milliseconds. */
  readonly spreadMs: number;
  /** IANA zone of a person whose own is unknown and cannot be told from the country. */
  readonly timezone: string;
  /** BCP 47 tag of a person whose locale is unknown. */
  readonly locale: string;
  /** Who delivers, by channel, first choice first. */
  readonly providers: Readonly<Partial<Record<Channel, readonly string[]>>>;
  /** How long a touch is tried while no provider takes it, by purpose. @default `defaultPatience` */
  readonly patience?: Patience;
  /** Whether emails that only a machine opened count as opened from now on. @default "ignore" */
  readonly machineOpens?: 'ignore' | 'count';
  /** Transactional journeys that still reach somebody who reported a message as spam. */
  readonly indispensable?: readonly string[];
  /** When an address that keeps turning messages away is written to no more. @default `defaultSoftBounces` */
  readonly softBounces?: SoftBounceRule;
  /** Which event is an order, and the field that it comes to. */
  readonly orders?: OrderRules;
  /** What the churn score is made by. @default the fit on CDNOW's customers */
  readonly alive?: AliveRules;
}

/** Shares of people, 0 to 1, who get no marketing at all, or none on a channel, so that the whole can be measured. */
export interface Holdouts {
  readonly global?: number;
  readonly channels?: Readonly<Partial<Record<Channel, number>>>;
}

/** What had to be registered before SMS of a kind may be sent at all. */
export interface SmsRegistrations {
  /** With the registry of an Indian operator (DLT): the entity's id and the header it sends under. */
  readonly india?: { readonly entity: string; readonly header: string };
}

export interface OrderRules {
  readonly on: string;
  readonly value?: string;
}
