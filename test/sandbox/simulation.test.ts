import { DescribeExecutionCommand, ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import type { EventFact, Fact } from '../../lib/simulation/facts.ts';
import { dayMs, factsOf } from '../../lib/simulation/scenario/facts.ts';
import { peopleOf } from '../../lib/simulation/scenario/scenario.ts';
import { start, World } from '../../lib/simulation/world.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
const endAt = start + 40 * dayMs;
/** A function of the simulation takes its time, one of the sandbox none: what follows may be as much later. */
const toleranceMs = 5_000;

type AppFact = Fact & EventFact;

/** What apps tell in some drawn scenarios, as far as no two of it race each other. */
function apart(seeds: readonly number[]): AppFact[] {
  const told = new Map<string, number>();
  return seeds
    .flatMap((seed) => peopleOf(seed).flatMap((person) => factsOf(seed, person)))
    .filter((fact): fact is AppFact => fact.does === 'tell' && !/erased|deleted/.test(fact.type))
    .toSorted((one, other) => one.at - other.at)
    .filter(({ at, type, detail }) => {
      const user = String(detail.userId);
      const isIntroduction = type === 'profile.updated' || type === 'consent.changed';
      if (!isIntroduction && at - (told.get(user) ?? 0) < 5_000) return false;
      told.set(user, at);
      return true;
    });
}

/** How many executions of each machine ended how. */
async function sandboxExecutions(): Promise<string[]> {
  const { executions } = stack.client;
  const { stateMachines = [] } = await executions.send(new ListStateMachinesCommand({}));
  const found: string[] = [];
  for (const { stateMachineArn, name } of stateMachines) {
    const list = await executions.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1_000 }));
    for (const { executionArn } of list.executions ?? []) {
      const { status, name: run } = await executions.send(new DescribeExecutionCommand({ executionArn }));
      found.push(`${name} ${run} ${status}`);
    }
  }
  return found.sort();
}

it('sends what the sandbox sends, to the same people, at the same time', async () => {
  const facts = apart([101, 102, 103]);
  const world = await World.create({ seed: 101 });
  for (const fact of facts) world.tell(fact);
  await world.runTo(endAt);

  await stack.client.control('reset', {});
  for (const { at, type, detail } of facts) {
    await stack.client.control('clock', { to: new Date(at).toISOString() });
    await stack.client.publish({ type, detail });
    await stack.client.settle();
  }
  await stack.client.control('clock', { to: new Date(endAt).toISOString() });

  const there = (await stack.client.outbox()).map(({ at, touchId, channel, to }) => ({
    name: `${touchId} ${channel} ${to}`,
    at: Date.parse(at),
  }));
  const here = world.accepted().map(({ at, touchId, channel, to }) => ({ name: `${touchId} ${channel} ${to}`, at }));
  expect(here.length).toBeGreaterThan(10);
  expect(here.map(({ name }) => name).sort()).toEqual(there.map(({ name }) => name).sort());
  const times = new Map(there.map(({ name, at }) => [name, at]));
  const apartBy = here.map(({ name, at }) => Math.abs(at - (times.get(name) ?? 0)));
  expect(Math.max(...apartBy)).toBeLessThanOrEqual(toleranceMs);
  const ended = world.allExecutions.map(({ machine, name, status }) => `${machine} ${name} ${status}`);
  expect(ended.sort()).toEqual(await sandboxExecutions());
});
