import { userInfo } from 'node:os';
import { DescribeExecutionCommand, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { executionName, type Launch, launchInput, launchName } from '../../domain/launch.ts';
import { Refused } from '../command.ts';
import { executionsOf, type LaunchStack, machineOf } from './machine.ts';

/**
 * Enters nobody more and holds those who are inside. The pause comes first: it takes hold within seconds wherever a page
 * is under way, and nothing that was about to go on escapes it.
 */
export async function halt(journey: string, stack: LaunchStack): Promise<string> {
  const pause = { since: await stack.now(), reason: 'its launch was stopped', by: userInfo().username };
  await stack.pauses.pause({ kind: 'journey', journey }, pause);
  const machine = await machineOf(stack.account);
  const running = (await executionsOf(machine, `${journey}_`)).filter((each) => each.running);
  for (const { arn } of running) {
    await machine.states.send(new StopExecutionCommand({ executionArn: arn, cause: 'polyphony launch --stop' }));
  }
  const launches = [...new Set(running.map(({ name }) => name.split('_')[1]))];
  const how = launches.map((id) => `polyphony launch ${journey} --resume ${id}`).join(', ');
  return launches.length > 0
    ? `${journey} is paused, and ${launches.join(', ')} enters nobody more; go on with ${how}`
    : `${journey} is paused; no launch of it was under way`;
}

/** Begins a launch again under its own id, so that whoever is in stays in, once; and lets the journey speak. */
export async function goOn(journey: string, id: string, stack: LaunchStack): Promise<string> {
  const machine = await machineOf(stack.account);
  const first = launchName({ journey, id });
  const before = (await executionsOf(machine, first)).filter(
    ({ name }) => name === first || name.startsWith(`${first}_`),
  );
  const begun = before.find(({ name }) => name === first);
  if (!begun) throw new Refused(`${JSON.stringify(id)}: no launch of ${journey} in the last 90 days has this name`);
  await stack.pauses.resume({ kind: 'journey', journey });
  if (before.some(({ running }) => running)) return `${journey} speaks again; the launch ${id} was under way still`;
  const { input = '{}' } = await machine.states.send(new DescribeExecutionCommand({ executionArn: begun.arn }));
  // Its executions have names of their own, or those that go on with it would be taken for the first ones'.
  const launch: Launch = { ...(JSON.parse(input) as { launch: Launch }).launch, again: before.length };
  await machine.states.send(
    new StartExecutionCommand({
      stateMachineArn: machine.arn,
      name: executionName(launch),
      input: JSON.stringify(launchInput(launch)),
    }),
  );
  return `${journey} speaks again, and the launch ${id} goes on`;
}
