import { once } from 'node:events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryItems } from '../../lib/sandbox/dynamodb/memory-items.ts';

const keys = fc.string({ unit: fc.constantFrom('a', 'b', '/', '~'), maxLength: 4 });
const range = fc.record({ gt: keys, gte: keys, lt: keys, lte: keys }, { requiredKeys: [] });

async function read(items: MemoryItems, asked: Parameters<MemoryItems['createValueStream']>[0]): Promise<unknown[]> {
  const stream = items.createValueStream(asked);
  const found: unknown[] = [];
  stream.on('data', (item) => found.push(item));
  await once(stream, 'end');
  return found;
}

it('answers the items of any range in the order of their keys', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(keys),
      fc.array(keys),
      range,
      fc.nat(5),
      fc.boolean(),
      async (put, del, asked, limit, reverse) => {
        const items = new MemoryItems();
        for (const key of put) items.put(key, { key }, () => undefined);
        for (const key of del) items.del(key, () => undefined);
        const { gt, gte = '', lt = '\uffff', lte } = asked;
        const within = [...new Set(put)]
          .filter((key) => !del.includes(key))
          .filter((key) => (gt === undefined ? key >= gte : key > gt) && (lte === undefined ? key < lt : key <= lte))
          .sort();
        const ordered = reverse ? within.reverse() : within;
        expect(await read(items, { ...asked, limit, reverse })).toEqual(
          (limit > 0 ? ordered.slice(0, limit) : ordered).map((key) => ({ key })),
        );
      },
    ),
  );
});

it('keeps an item as it was put', () => {
  const items = new MemoryItems();
  const item = { list: [1] };
  items.put('a', item, () => undefined);
  item.list.push(2);
  const found: unknown[] = [];
  items.get('a', (_, got) => found.push(got));
  items.get('none', (_, got) => found.push(got));
  expect(found).toEqual([{ list: [1] }, undefined]);
});
