import { copyOf, type Item } from './values.ts';

/** What one write did. The items are as stored, and nobody changes them. */
export interface Write {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly table: string;
  readonly pk: string;
  readonly sk: string;
  readonly before: Item | undefined;
  /** `undefined` for a deletion. */
  readonly after: Item | undefined;
  /** The invocation that wrote it. */
  readonly by: string;
}

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A table with the keys `pk` and `sk`, both texts, and `ttl` as its time to live. */
export class Table {
  readonly name: string;
  private readonly partitions = new Map<string, Map<string, Item>>();
  private readonly isExpired: (item: Item) => boolean;

  /** @param isExpired whether the item has been deleted by its time to live */
  constructor(name: string, isExpired: (item: Item) => boolean) {
    this.name = name;
    this.isExpired = isExpired;
  }

  get({ pk, sk }: Key): Item | undefined {
    const item = this.partitions.get(pk)?.get(sk);
    return item && !this.isExpired(item) ? item : undefined;
  }

  /** @returns the item as stored: a copy */
  put({ pk, sk }: Key, item: Item | undefined): Item | undefined {
    const partition = this.partitions.get(pk) ?? new Map<string, Item>();
    if (item === undefined) {
      partition.delete(sk);
      if (partition.size === 0) this.partitions.delete(pk);
      return undefined;
    }
    const stored = copyOf(item);
    partition.set(sk, stored);
    this.partitions.set(pk, partition);
    return stored;
  }

  /** The items of a partition in the order of their sort keys. */
  partition(pk: string): Item[] {
    const items = [...(this.partitions.get(pk)?.values() ?? [])].filter((item) => !this.isExpired(item));
    return items.sort((one, other) => compare(String(one.sk), String(other.sk)));
  }

  /** Every item, partition by partition. */
  all(): Item[] {
    return [...this.partitions.keys()].sort(compare).flatMap((pk) => this.partition(pk));
  }
}

/** The order of bytes in UTF-8, as DynamoDB's. */
export const compare = (one: string, other: string): number => {
  if (one === other) return 0;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
};
