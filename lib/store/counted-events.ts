import type { Tally } from '../domain/tally.ts';
import { countedSort, personKey } from './keys.ts';
import type { Table } from './table.ts';
import { actionsOf, type Counters } from './tallies.ts';
import { writeTogether } from './transactions.ts';

/** Dead letters are kept for two weeks, and may be sent again on their last day. */
const keptMs = 30 * 86_400_000;

/** Events that were counted and changed nothing that would show it: each leaves a mark, so that it counts once. */
export function countedEvents({ client, name }: Table, counters: Counters) {
  return {
    /** @see CountedEvents.count */
    async count(
      { user, event, id, at }: { user: string; event: string; id: string; at: number },
      counts: readonly Tally[],
    ): Promise<void> {
      const Item = { pk: personKey(user), sk: countedSort(event, id), ttl: Math.floor((at + keptMs) / 1000) };
      const mark = { TableName: name, Item, ConditionExpression: 'attribute_not_exists(pk)' };
      await writeTogether(client, () => [{ Put: mark }, ...actionsOf(counters, counts)], counters.crowded);
    },
  };
}
