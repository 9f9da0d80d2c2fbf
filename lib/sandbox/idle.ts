/**
 * Counts what is under way, so that the clock moves only when nothing is: Lambda invocations, event deliveries and
 * AWS calls. State machines between two states need no count: they run in microtasks, which `settled` lets finish.
 */
export class InFlight {
  private count = 0;
  private waiting: (() => void)[] = [];

  enter(): void {
    this.count += 1;
  }

  leave(): void {
    this.count -= 1;
    if (this.count > 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  /** Counts a piece of work from now until it settles. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves when nothing is under way and nothing has started since. */
  async settled(): Promise<void> {
    let calmTurns = 0;
    while (calmTurns < 2) {
      if (this.count > 0) {
        calmTurns = 0;
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      } else {
        calmTurns += 1;
      }
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    if (this.count > 0) await this.settled();
  }
}
