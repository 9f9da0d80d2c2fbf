/** An announcement of ours on its way to another service: ids and reasons, no address and no text. */
export interface ForwardedEvent {
  /** 32 hexadecimal digits, the same each time it is delivered: services drop what they had under it. */
  readonly id: string;
  /** `touch.sent`, `run.started`, … */
  readonly name: string;
  /** When it was announced, epoch milliseconds. */
  readonly at: number;
  readonly user: string;
  /** The rest of its detail: `touchId`, `run`, `journey`, `step`, `channel`, `provider`, `group`, `reason`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What became of forwarding: the words of a provider's verdict. `unavailable`: proven not taken; `in-doubt`: nobody knows. */
export interface Forwarding {
  readonly verdict: 'accepted' | 'refused' | 'unavailable' | 'in-doubt';
  /** For the log: no address, no secret. */
  readonly detail?: string;
}

/** A service that our announcements go to. */
export interface Destination {
  readonly name: string;
  /** True when it drops what it had under the same id; for others we remember. */
  readonly knowsRepeats: boolean;
  send(event: ForwardedEvent): Promise<Forwarding>;
}

/** Who opted out of the sale or sharing of what is known of them, or whose browser says so (Global Privacy Control). */
export function isKeptFromOthers(traits: Readonly<Record<string, unknown>>): boolean {
  return traits.doNotSell === true || traits.gpc === true;
}
