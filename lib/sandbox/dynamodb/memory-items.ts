import { Stream } from 'node:stream';

type Done<T = void> = (error: Error | null, value?: T) => void;

/** Which keys of a store to read, and how many at most: 0 and less is all of them. */
interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly limit?: number;
  readonly reverse?: boolean;
}

/**
 * The items of one table or index, ordered by dynalite's own keys, in the form that its actions expect of a store.
 * Its usual one takes a turn of the event loop for every read and write, and copies through bytes; this answers at once.
 */
export class MemoryItems {
  /** As JSON text: nobody can change an item by what was put or got, and text takes the least room. */
  private readonly items = new Map<string, string>();
  /** Every key, in order. */
  private readonly keys: string[] = [];

  get(key: string, done: Done<unknown>): void {
    const item = this.items.get(key);
    done(null, item === undefined ? undefined : JSON.parse(item));
  }

  put(key: string, item: unknown, done: Done): void {
    if (!this.items.has(key)) this.keys.splice(this.firstNotBelow(key), 0, key);
    this.items.set(key, JSON.stringify(item));
    done(null);
  }

  del(key: string, done: Done): void {
    if (this.items.delete(key)) this.keys.splice(this.firstNotBelow(key), 1);
    done(null);
  }

  /** An action reads and writes without a pause, so nobody else can come between. */
  lock(_: string, action: (release: <T>(done: T) => T) => void): void {
    action((done) => done);
  }

  /** The items of a range, as a stream of the kind that dynalite's `lazy` reads. */
  createValueStream(range: Range): Stream {
    let wanted = true;
    const destroy = () => {
      wanted = false;
    };
    const stream = Object.assign(new Stream(), { destroy });
    // Whoever asked listens only when they have it.
    queueMicrotask(() => {
      for (const key of this.within(range)) {
        if (!wanted) break;
        stream.emit('data', JSON.parse(this.items.get(key) ?? 'null'));
      }
      stream.emit('end');
    });
    return stream;
  }

  private within({ gt, gte, lt, lte, limit = 0, reverse = false }: Range): string[] {
    const from = gt === undefined ? this.firstNotBelow(gte ?? '') : this.firstAbove(gt);
    const to =
      lte === undefined ? (lt === undefined ? this.keys.length : this.firstNotBelow(lt)) : this.firstAbove(lte);
    const keys = reverse ? this.keys.slice(from, to).reverse() : this.keys.slice(from, to);
    return limit > 0 ? keys.slice(0, limit) : keys;
  }

  private firstAbove(key: string): number {
    const at = this.firstNotBelow(key);
    return this.keys[at] === key ? at + 1 : at;
  }

  /** By bisection, the place of the first key that is this one or comes after it. */
  private firstNotBelow(key: string): number {
    let [from, to] = [0, this.keys.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.keys[middle] ?? '') < key) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
