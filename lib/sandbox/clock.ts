import { type Timer, Timers } from './timers.ts';

/** The longest delay that Node's own timers hold. */
const longestDelay = 2 ** 31 - 1;

/**
 * Virtual time: `offset + speed × real time`, in two numbers that worker threads read from shared memory. The speed is 1, or 0:
 * then it stands still until it is moved.
 */
export class VirtualClock {
  /** Two doubles, offset and speed, for the `Date` of the Lambdas. */
  readonly shared = new SharedArrayBuffer(16);
  private readonly cells = new Float64Array(this.shared);
  private readonly timers = new Timers();
  private readonly speed: 0 | 1;
  private alarm: NodeJS.Timeout | undefined;

  /** @param start epoch milliseconds; @param pace `live` is that of real time */
  constructor(start: number, pace: 'live' | 'still') {
    this.speed = pace === 'live' ? 1 : 0;
    this.cells[1] = this.speed;
    this.jump(start);
  }

  /** Epoch milliseconds. */
  now(): number {
    return Math.floor((this.cells[0] ?? 0) + this.speed * Date.now());
  }

  /** Sets the time without firing what is due on the way. */
  jump(to: number): void {
    this.cells[0] = to - this.speed * Date.now();
    this.arm();
  }

  /** Calls back once at an instant; at the next turn of the event loop when it has passed. */
  at(due: number, fire: () => void): Timer {
    const timer = this.timers.add(due, fire);
    this.arm();
    return timer;
  }

  nextDue(): number | undefined {
    return this.timers.next();
  }

  /** Fires everything due by now. What that makes due at this same instant waits for the next call. */
  fireDue(): void {
    const now = this.now();
    const due: (() => void)[] = [];
    for (let fire = this.timers.take(now); fire; fire = this.timers.take(now)) due.push(fire);
    for (const fire of due) fire();
    this.arm();
  }

  close(): void {
    clearTimeout(this.alarm);
    this.alarm = undefined;
  }

  private arm(): void {
    if (this.speed === 0) return;
    clearTimeout(this.alarm);
    const due = this.timers.next();
    if (due === undefined) return;
    const delay = Math.max(0, due - this.now());
    this.alarm = setTimeout(() => this.fireDue(), Math.min(delay, longestDelay));
  }
}
