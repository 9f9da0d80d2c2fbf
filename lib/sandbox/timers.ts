/** A call that is due at an instant of virtual time. */
export interface Timer {
  readonly due: number;
  cancel(): void;
}

interface Entry extends Timer {
  readonly order: number;
  fire: (() => void) | null;
}

/** Timers by due instant, then in the order they were set: a binary heap. */
export class Timers {
  private readonly heap: Entry[] = [];
  private order = 0;

  add(due: number, fire: () => void): Timer {
    const entry: Entry = {
      due,
      order: this.order++,
      fire,
      cancel() {
        entry.fire = null;
      },
    };
    this.heap.push(entry);
    this.up(this.heap.length - 1);
    return entry;
  }

  /** The earliest instant at which something is due. */
  next(): number | undefined {
    this.dropCancelled();
    return this.heap[0]?.due;
  }

  /** Takes the earliest call due at or before an instant. */
  take(now: number): (() => void) | undefined {
    this.dropCancelled();
    const first = this.heap[0];
    if (!first || first.due > now) return undefined;
    this.removeFirst();
    return first.fire ?? undefined;
  }

  private dropCancelled(): void {
    while (this.heap[0]?.fire === null) this.removeFirst();
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.down(0);
  }

  private before(a: number, b: number): boolean {
    const [left, right] = [this.heap[a], this.heap[b]];
    if (!left || !right) return false;
    return left.due < right.due || (left.due === right.due && left.order < right.order);
  }

  private swap(a: number, b: number): void {
    const [left, right] = [this.heap[a], this.heap[b]];
    if (!left || !right) return;
    this.heap[a] = right;
    this.heap[b] = left;
  }

  private up(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private down(from: number): void {
    let at = from;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (this.before(left, least)) least = left;
      if (this.before(right, least)) least = right;
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }
}
