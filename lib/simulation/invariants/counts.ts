import { deployment } from '../deployment.ts';
import { names } from '../environment.ts';
import type { History, Invariant } from './history.ts';

export const counts: Invariant = {
  finds: ['run-not-counted', 'run-counted-twice', 'message-not-counted', 'message-counted-twice'],
  holds: 'Every run is counted once as entered, and once as converted when it was; every message once as sent.',
  *check(history) {
    for (const { name } of deployment().journeys) {
      const counted = countersOf(name, history);
      const runs = history.users.flatMap((user) =>
        [...history.runsOf(user).values()].filter(({ run }) => run.journey === name),
      );
      const expected = {
        entered: runs.reduce((sum, { times }) => sum + times, 0),
        converted: runs.filter(({ converted }) => converted).length,
      };
      for (const [counter, wanted] of Object.entries(expected)) {
        const found = counted.get(counter) ?? 0;
        if (found === wanted) continue;
        const what = `${name}: ${wanted} ${counter}, ${found} counted`;
        yield { invariant: `run-${how(found, wanted)}`, person: '', at: history.run.world.now, what };
      }
      yield* touchCounts(name, counted, history);
    }
  },
};

/** Messages that were settled as sent, against what was counted as sent. */
function* touchCounts(name: string, counted: ReadonlyMap<string, number>, history: History) {
  let sent = 0;
  for (const user of history.users) {
    for (const { sk, before, after } of history.writesOf(user)) {
      if (!sk.startsWith('TOUCH#') || after?.journey !== name) continue;
      if (after.outcome === 'sent' && before?.outcome !== 'sent') sent += 1;
    }
  }
  const found = counted.get('sent') ?? 0;
  if (found === sent) return;
  const what = `${name}: ${sent} sent, ${found} counted`;
  yield { invariant: `message-${how(found, sent)}`, person: '', at: history.run.world.now, what };
}

const how = (found: number, wanted: number) => (found < wanted ? 'not-counted' : 'counted-twice');

/** A journey's counters over all days, groups and shards: of runs, and of each channel. */
function countersOf(journey: string, { run: { world } }: History): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { sk: _sk, pk: _pk, ttl: _ttl, ...add } of world.tables
    .table(names.tallyTable)
    .partition(`JOURNEY#${journey}`)) {
    for (const [counter, value] of Object.entries(add)) sums.set(counter, (sums.get(counter) ?? 0) + Number(value));
  }
  return sums;
}
