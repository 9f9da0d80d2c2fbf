import type { VirtualClock } from './clock.ts';
import type { InFlight } from './idle.ts';

/** Moves virtual time forward, one due instant after the other, each only when the one before has settled. */
export class Timeline {
  private readonly clock: VirtualClock;
  private readonly inFlight: InFlight;
  private last: Promise<unknown> = Promise.resolve();

  constructor(clock: VirtualClock, inFlight: InFlight) {
    this.clock = clock;
    this.inFlight = inFlight;
  }

  /** Moves by this many milliseconds; 0 only settles. Answers the new time. */
  advance(ms: number): Promise<number> {
    return this.exclusively(() => this.moveTo(this.clock.now() + ms));
  }

  /** Moves to an instant, or answers `null` when that has passed. */
  to(instant: number): Promise<number | null> {
    return this.exclusively(() => (instant < this.clock.now() ? null : this.moveTo(instant)));
  }

  /** Moves made at the same time wait for each other: time has one direction and one hand. */
  private exclusively<T>(move: () => Promise<T> | T): Promise<T> {
    const turn = this.last.then(move);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async moveTo(target: number): Promise<number> {
    await this.inFlight.settled();
    for (;;) {
      const due = this.clock.nextDue();
      if (due === undefined || due > target) break;
      if (due > this.clock.now()) this.clock.jump(due);
      this.clock.fireDue();
      await this.inFlight.settled();
    }
    if (target > this.clock.now()) this.clock.jump(target);
    return this.clock.now();
  }
}
