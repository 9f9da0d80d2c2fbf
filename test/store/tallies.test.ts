import type { QueryCommand, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import type { Tally } from '../../lib/domain/tally.ts';
import type { Table } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { day, monday } from '../engine/surroundings.ts';

type Item = Record<string, unknown> & { pk: string; sk: string };

/** A table that adds and that answers two items a page, as far as counters ask of one. */
function table(): Table & { readonly items: Map<string, Item>; add(update: UpdateCommandInput): object } {
  const items = new Map<string, Item>();
  const add = ({
    Key,
    ExpressionAttributeNames: names = {},
    ExpressionAttributeValues: values = {},
  }: UpdateCommandInput) => {
    const { pk, sk } = Key as Item;
    const item: Item = items.get(pk + sk) ?? { pk, sk };
    for (const [alias, name] of Object.entries(names)) {
      const value = values[alias.replace('#', ':')];
      item[name] = name === 'ttl' ? value : Number(item[name] ?? 0) + Number(value);
    }
    items.set(pk + sk, item);
    return {};
  };
  const query = ({ ExpressionAttributeValues: asked = {}, ExclusiveStartKey: start }: QueryCommand['input']) => {
    const found = [...items.values()]
      .filter(({ pk, sk }) => pk === asked[':journey'] && sk >= asked[':from'] && sk <= asked[':to'])
      .sort((a, b) => (a.sk < b.sk ? -1 : 1));
    const first = start ? found.findIndex(({ sk }) => sk === start.sk) + 1 : 0;
    const Items = found.slice(first, first + 2);
    return { Items, ...(first + 2 < found.length && { LastEvaluatedKey: Items.at(-1) }) };
  };
  const send = async ({ input }: { input: QueryCommand['input'] }) => query(input);
  return { name: 'tallies', client: { send } as unknown as Table['client'], items, add };
}

it('adds up the shards of a day over all pages, and reads the days asked for and no other', async () => {
  const place = table();
  const counters = tallies(place);
  const add = (tally: Tally) => counters.actions([tally]).map(({ Update }) => Update && place.add(Update));
  const about = { journey: 'welcome', of: 'runs', group: 'treatment' } as const;
  for (let n = 0; n < 60; n++) {
    add({ ...about, user: `person-${n}`, at: monday + (n % 3) * day, add: { entered: 1, value: n } });
  }
  add({ ...about, group: 'control', user: 'ghost', at: monday + day, add: { entered: 1 } });
  add({ ...about, journey: 'welcome-back', user: 'other', at: monday, add: { entered: 100 } });
  expect(place.items.size).toBeGreaterThan(20);
  const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
  const valueOn = (remainder: number) => sum(Array.from({ length: 20 }, (_, k) => 3 * k + remainder));
  expect(
    (await counters.read('welcome', monday, monday + day)).sort((a, b) => (a.day + a.group < b.day + b.group ? -1 : 1)),
  ).toEqual([
    { day: '2027-01-11', of: 'runs', group: 'treatment', add: { entered: 20, value: valueOn(0) } },
    { day: '2027-01-12', of: 'runs', group: 'control', add: { entered: 1 } },
    { day: '2027-01-12', of: 'runs', group: 'treatment', add: { entered: 20, value: valueOn(1) } },
  ]);
});

const about = { journey: 'welcome', group: 'control', user: 'ada', at: monday } as const;

it('counts nothing where there is nothing to count', () => {
  expect(tallies(table()).actions([{ ...about, of: 'runs', add: {} }])).toEqual([]);
});

it('adds to an item once for all that one write counts on it', () => {
  const actions = tallies(table()).actions([
    { ...about, of: 'email', add: { clicked: 1, 'hello.clicked': 1 } },
    { ...about, of: 'email', add: { 'users.clicked': 1, clicked: 2 } },
    { ...about, of: 'email', at: monday - day, add: { clicked: 1 } },
  ]);
  expect(actions).toHaveLength(2);
  const [first] = actions.map(({ Update }) => Update);
  expect(Object.values(first?.ExpressionAttributeNames ?? {})).toEqual([
    'ttl',
    'clicked',
    'hello.clicked',
    'users.clicked',
  ]);
  expect(first?.ExpressionAttributeValues).toMatchObject({ ':c0': 3, ':c1': 1, ':c2': 1 });
});

it('spreads over more items while transactions meet, for a minute', () => {
  let time = monday;
  const counters = tallies(table(), () => time);
  const item = () => counters.actions([{ ...about, of: 'runs', add: { entered: 1 } }])[0]?.Update?.Key?.sk as string;
  const home = item();
  expect(new Set(Array.from({ length: 20 }, item))).toEqual(new Set([home]));
  for (let n = 0; n < 3; n++) counters.crowded();
  expect(new Set(Array.from({ length: 400 }, item)).size).toBeGreaterThan(40);
  time += 61_000;
  expect(item()).toBe(home);
});
