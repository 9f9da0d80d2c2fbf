/** What is due at an instant. Of two at the same instant, the one that was added first comes first. */
export interface Due {
  readonly at: number;
  readonly order: number;
}

const isBefore = (one: Due, other: Due) => one.at < other.at || (one.at === other.at && one.order < other.order);

/** A binary heap of what is due, the earliest first. */
export class Heap<T extends Due> {
  private readonly entries: T[] = [];

  get size(): number {
    return this.entries.length;
  }

  peek(): T | undefined {
    return this.entries[0];
  }

  push(entry: T): void {
    const { entries } = this;
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = entries[parent];
      if (!above || isBefore(above, entry)) break;
      entries[at] = above;
      at = parent;
    }
    entries[at] = entry;
  }

  pop(): T | undefined {
    const { entries } = this;
    const first = entries[0];
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [a, b] = [entries[left], entries[left + 1]];
      if (!a) break;
      const child = b && isBefore(b, a) ? left + 1 : left;
      const below = entries[child];
      if (!below || isBefore(last, below)) break;
      entries[at] = below;
      at = child;
    }
    entries[at] = last;
    return first;
  }
}
