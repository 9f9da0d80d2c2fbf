import type { Execution } from '../machine/executions.ts';
import type { History, Invariant, Violation } from './history.ts';

export const progress: Invariant = {
  finds: ['execution-stuck', 'execution-failed', 'run-never-begun', 'run-left-open', 'letter-left'],
  holds: 'Once faults are over all comes to its end: executions, runs and dead letters that were sent again.',
  *check(history) {
    const { world } = history.run;
    for (const { machine, name, status, input, why } of world.allExecutions) {
      const person = userOf(input);
      if (status === 'RUNNING')
        yield { invariant: 'execution-stuck', person, at: world.now, what: `${machine} ${name}` };
      if (status === 'FAILED')
        yield { invariant: 'execution-failed', person, at: world.now, what: `${machine}: ${why}` };
    }
    for (const user of history.users) yield* openRuns(user, history, world.allExecutions);
    for (const { function: name, body, at } of world.bus.letters) {
      yield { invariant: 'letter-left', person: userOf(JSON.stringify(body)), at, what: `${name}: ${typeOf(body)}` };
    }
  },
};

function* openRuns(user: string, history: History, executions: readonly Execution[]): Generator<Violation> {
  const ledger = history.ledgers(user).at(-1)?.ledger;
  for (const run of Object.values(ledger?.runs ?? {})) {
    if (run.ended) continue;
    const execution = executions.find(({ name }) => name === run.id);
    if (execution?.status === 'RUNNING') continue;
    const what = `${run.journey}: its execution ${execution ? `is ${execution.status}` : 'never began'}`;
    yield { invariant: execution ? 'run-left-open' : 'run-never-begun', person: user, at: run.since, what };
  }
}

const userOf = (text: string): string => /"user(?:Id)?":"([^"]+)"/.exec(text)?.[1] ?? '';

function typeOf(body: unknown): string {
  const { event, ...own } = body as { event?: { detailType?: string }; 'detail-type'?: string };
  return event?.detailType ?? own['detail-type'] ?? '';
}
