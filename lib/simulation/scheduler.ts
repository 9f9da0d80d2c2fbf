import { createHash } from 'node:crypto';
import { type Due, Heap } from './heap.ts';

type Action = () => undefined | Promise<void>;

interface Entry extends Due {
  action: Action | null;
}

/** Takes back what was scheduled. */
export type Cancel = () => void;

/**
 * Virtual time: one heap of what is due, carried out one after the other. Whoever adds an action that goes on
 * asynchronously returns a promise that settles once nothing of it is moving any more; until then nothing else happens.
 */
export class Scheduler {
  /** Epoch milliseconds. */
  now: number;
  /** Actions carried out so far. */
  steps = 0;
  private order = 0;
  private readonly heap = new Heap<Entry>();
  private readonly digest = createHash('sha256');
  private readonly listeners: ((line: string) => void)[] = [];

  constructor(start: number) {
    this.now = start;
  }

  /** Schedules an action; one in the past is carried out now. */
  at(when: number, action: Action): Cancel {
    const entry: Entry = { at: Math.max(Math.ceil(when), this.now), order: this.order++, action };
    this.heap.push(entry);
    return () => {
      entry.action = null;
    };
  }

  after(ms: number, action: Action): Cancel {
    return this.at(this.now + ms, action);
  }

  /** Carries out all that is due until an instant, which then is now. */
  async runTo(until: number): Promise<void> {
    for (let next = this.heap.peek(); next && next.at <= until; next = this.heap.peek()) {
      this.heap.pop();
      if (!next.action) continue;
      this.now = next.at;
      this.steps += 1;
      const going = next.action();
      if (going) await going;
    }
    this.now = Math.max(this.now, until);
  }

  /** Writes a line into the trace: two runs that are the same have the same lines. */
  note(line: string): void {
    const dated = `${this.now} ${line}\n`;
    this.digest.update(dated);
    for (const listen of this.listeners) listen(dated);
  }

  onNote(listen: (line: string) => void): void {
    this.listeners.push(listen);
  }

  /** Says in one word whether two runs were the same to the last step. The trace ends with it. */
  traceHash(): string {
    return this.digest.copy().digest('hex').slice(0, 32);
  }
}
