import type { Timeline } from './timeline.ts';

/** Milliseconds of real time between two moves. */
const tick = 20;
/** What one move counts at most, so that a process that slept does not wake to a leap of days. */
const longestTick = 200;

/**
 * Virtual time that runs at a speed of its own, and stands still while anything is under way. At thousands of virtual seconds
 * a second the milliseconds that a Lambda takes would be hours, and a busy machine would see other things happen than an
 * idle one: leases would lapse, and what is told together would come apart.
 */
export class Pace {
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly timeline: Timeline;
  private readonly speed: number;

  /** @param speed virtual seconds in a real one */
  constructor(timeline: Timeline, speed: number) {
    this.timeline = timeline;
    this.speed = speed;
  }

  start(): void {
    if (this.closed) return;
    const since = performance.now();
    this.timer = setTimeout(() => {
      const passed = Math.min(performance.now() - since, longestTick);
      void this.timeline.advance(Math.round(passed * this.speed)).finally(() => this.start());
    }, tick);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }
}
