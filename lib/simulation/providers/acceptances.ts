import { readTouchId } from '../../domain/touch-id.ts';
import type { Accepted } from '../../sandbox/outbox.ts';

/** One thing that a provider accepted, the inbox included. */
export interface Acceptance extends Accepted {
  /** Epoch milliseconds. */
  readonly at: number;
  /** `null` for answers to STOP, START and HELP. */
  readonly user: string | null;
  readonly run: string | null;
  readonly step: string | null;
}

/** All that providers accepted, oldest first: what people got, whatever the tables say. */
export class Acceptances {
  readonly all: Acceptance[] = [];
  private readonly now: () => number;
  private readonly listeners: ((acceptance: Acceptance) => void)[] = [];

  constructor(now: () => number) {
    this.now = now;
  }

  accept(accepted: Accepted): void {
    const touch = accepted.touchId === null ? null : readTouchId(accepted.touchId);
    const about = { user: touch?.user ?? null, run: touch?.run ?? null, step: touch?.step ?? null };
    const acceptance = { at: this.now(), ...about, ...accepted };
    this.all.push(acceptance);
    for (const listen of this.listeners) listen(acceptance);
  }

  onAcceptance(listen: (acceptance: Acceptance) => void): void {
    this.listeners.push(listen);
  }
}
