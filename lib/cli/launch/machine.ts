import { paginateListExecutions, paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import type { Account } from '../account.ts';
import type { Stack } from '../pause/stack.ts';

/** A deployed stack or a sandbox, as far as launching goes. */
export interface LaunchStack extends Stack {
  readonly account: Account;
}

/** The state machine of launches. @throws when the stage has none */
export async function machineOf({ client, names }: Account): Promise<{ states: SFNClient; arn: string }> {
  const states = new SFNClient(client);
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: states }, {})) {
    const found = stateMachines.find(({ name }) => name === names.launchMachine);
    if (found?.stateMachineArn) return { states, arn: found.stateMachineArn };
  }
  throw new Error(`there is no state machine ${names.launchMachine}; deploy the stage first, or name it with --stage`);
}

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly running: boolean;
}

/** Executions of a journey's launches, or of one of them, newest first. @param of `<journey>_` or `<journey>_<launch>` */
export async function executionsOf({ states, arn }: Awaited<ReturnType<typeof machineOf>>, of: string) {
  const found: Execution[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client: states }, { stateMachineArn: arn })) {
    for (const { name = '', executionArn = '', status } of executions) {
      if (name.startsWith(of)) found.push({ name, arn: executionArn, running: status === 'RUNNING' });
    }
  }
  return found;
}
