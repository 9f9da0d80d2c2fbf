import { setTimeout } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { approvalMachine } from '../../statemachines/approval.ts';
import { deployedApprovers } from '../../statemachines/deployed.ts';
import { shortVersion } from '../domain/approval.ts';
import { approvals } from '../store/approvals.ts';
import { type Account, accountUsage, readPlace, unreachable } from './account.ts';
import { machineArn } from './submit/machine-arn.ts';

const usage = `Usage: polyphony submit <journey> [options]

Asks the approvers of a journey, by email, for the version of this checkout, which must be the one that is deployed.
Who has approved it already is not asked again.

${accountUsage}`;

/** `polyphony submit <journey>`. @returns the exit code: 1 when somebody could not be asked */
export async function run(args: string[]): Promise<number> {
  const asked = readPlace(args, {}, 1);
  if (asked === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const [journey] = 'wrong' in asked ? [] : asked.rest;
  if ('wrong' in asked || journey === undefined) {
    process.stderr.write(`polyphony submit: ${'wrong' in asked ? asked.wrong : 'name a journey'}\n\n${usage}`);
    return 2;
  }
  const here = deployedApprovers(journey);
  if (!here) {
    process.stderr.write(`polyphony submit: ${JSON.stringify(journey)}: no journey of this name has approvers\n`);
    return 1;
  }
  try {
    return await submit({ journey, ...here }, asked.account);
  } catch (error) {
    process.stderr.write(`polyphony submit: ${unreachable(error)}\n`);
    return 1;
  }
}

interface Submission {
  readonly journey: string;
  readonly version: string;
  readonly approvers: readonly string[];
}

async function submit({ journey, version, approvers }: Submission, account: Account): Promise<number> {
  const states = new SFNClient(account.client);
  const stateMachineArn = await machineArn(states, `${account.names.bus}-${approvalMachine}`);
  if (stateMachineArn === null) {
    process.stderr.write(`polyphony submit: what is deployed asks no approvers; deploy this version first\n`);
    return 1;
  }
  const store = approvals(account.people, deployedApprovers);
  let failed = false;
  for (const approver of approvers) {
    const ref = { journey, version, approver };
    if ((await store.latest(ref))?.decision === 'approved') {
      process.stdout.write(`${approver} has approved ${shortVersion(version)} already\n`);
      continue;
    }
    const input = JSON.stringify(ref);
    const { executionArn = '' } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
    const refused = await refusalOf(executionArn, states, async () => {
      return (await store.latest(ref))?.request === executionArn.split(':').at(-1);
    });
    if (refused === null) process.stdout.write(`${approver} is asked for ${shortVersion(version)}\n`);
    else process.stderr.write(`polyphony submit: ${refused}\n`);
    failed ||= refused !== null;
  }
  return failed ? 1 : 0;
}

const patienceMs = 30_000;

/** Waits until the question is out. @returns why it is not; `null` when it is */
async function refusalOf(executionArn: string, states: SFNClient, isOut: () => Promise<boolean>) {
  for (let waited = 0; waited < patienceMs; waited += 250) {
    if (await isOut()) return null;
    const { status, output } = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return causeIn(output) ?? `the execution ended: ${status}; see ${executionArn}`;
    await setTimeout(250);
  }
  return `nothing came of it in ${patienceMs / 1000} s; see ${executionArn}`;
}

/** What `ask` said no with, as Catch put it into the execution's output. */
function causeIn(output: string | undefined): string | undefined {
  const { refused } = JSON.parse(output ?? '{}') as { refused?: { Cause?: string } };
  if (refused?.Cause === undefined) return undefined;
  return (JSON.parse(refused.Cause) as { errorMessage?: string }).errorMessage;
}
