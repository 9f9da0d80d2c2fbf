import { setTimeout } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { approvalMachine } from '../../statemachines/approval.ts';
import { deployedApprovers, deployedVersion } from '../../statemachines/deployed.ts';
import { approvalInput, shortVersion } from '../domain/approval.ts';
import { approvals } from '../store/approvals.ts';
import { type Account, accountUsage, readAbout } from './account.ts';
import { command, Refused } from './command.ts';
import { complain, escaped, write } from './output.ts';
import { machineArn } from './submit/machine-arn.ts';

const usage = `Usage: polyphony submit <journey> [options]

Asks the approvers of a journey, by email, for the version of this checkout, which must be the one that is deployed.
Whom it is for is counted first. Who has approved it already is not asked again.

${accountUsage}`;

/** `polyphony submit <journey>`. Exit code 1 when somebody could not be asked. */
export const run = command({
  name: 'submit',
  usage,
  read: (args) => readAbout('name a journey', args, {}),
  async act({ about: journey, account }) {
    const here = deployedVersion(journey);
    if (!here) throw new Refused(`${JSON.stringify(journey)}: no journey of this name has approvers`);
    const counts = here.terms.entry === 'audience';
    const approvers = Object.keys(here.approvers);
    return submit({ journey, version: here.version, approvers, counts }, account);
  },
});

interface Submission {
  readonly journey: string;
  readonly version: string;
  readonly approvers: readonly string[];
  /** Whether the people are counted before anybody is asked. */
  readonly counts: boolean;
}

async function submit({ journey, version, approvers, counts }: Submission, account: Account): Promise<number> {
  const states = new SFNClient(account.client);
  const stateMachineArn = await machineArn(states, `${account.names.bus}-${approvalMachine}`);
  if (stateMachineArn === null) throw new Refused('what is deployed asks no approvers; deploy this version first');
  const store = approvals(account.people, deployedApprovers);
  let failed = false;
  for (const approver of approvers) {
    const ref = { journey, version, approver };
    if ((await store.latest(ref))?.decision === 'approved') {
      write(`${approver} has approved ${shortVersion(version)} already\n`);
      continue;
    }
    const input = JSON.stringify(approvalInput(ref, counts));
    const { executionArn = '' } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
    const request = executionArn.split(':').at(-1);
    const outcome = await outcomeOf(executionArn, states, async () => (await store.latest(ref))?.request === request);
    // Counting a large table takes minutes, and goes on without anybody who waits for it.
    const later = outcome === 'running' && counts ? ' as soon as the people are counted whom it is for' : '';
    const isAsked = outcome === 'asked' || later !== '';
    if (isAsked) write(`${approver} is asked for ${shortVersion(version)}${later}\n`);
    else complain(`polyphony submit: ${escaped(whyNot(outcome, executionArn))}\n`);
    failed ||= !isAsked;
  }
  return failed ? 1 : 0;
}

const patienceMs = 30_000;

type Outcome = 'asked' | 'running' | { readonly refused: string | undefined; readonly status: string };

/** Waits until the question is out, for some time. */
async function outcomeOf(executionArn: string, states: SFNClient, isOut: () => Promise<boolean>): Promise<Outcome> {
  for (let waited = 0; waited < patienceMs; waited += 250) {
    if (await isOut()) return 'asked';
    const { status = 'RUNNING', output } = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return { refused: causeIn(output), status };
    await setTimeout(250);
  }
  return 'running';
}

function whyNot(outcome: Exclude<Outcome, 'asked'>, executionArn: string): string {
  if (outcome === 'running') return `nothing came of it in ${patienceMs / 1000} s; see ${executionArn}`;
  return outcome.refused ?? `the execution ended: ${outcome.status}; see ${executionArn}`;
}

/** What `count` or `ask` said no with, as Catch put it into the execution's output. */
function causeIn(output: string | undefined): string | undefined {
  const { refused } = JSON.parse(output ?? '{}') as { refused?: { Cause?: string } };
  if (refused?.Cause === undefined) return undefined;
  return (JSON.parse(refused.Cause) as { errorMessage?: string }).errorMessage;
}
