import { paginateListStateMachines, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { GivenUpTouch } from '../../domain/delivery/given-up.ts';
import type { Account } from '../account.ts';

/**
 * Sends touches again, each by an execution of its own, which waits until it may speak.
 *
 * @throws Error when the stage has no such state machine
 */
export async function sender({ client, names }: Account): Promise<(touch: GivenUpTouch) => Promise<void>> {
  const states = new SFNClient(client);
  let stateMachineArn: string | undefined;
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: states }, {})) {
    stateMachineArn ??= stateMachines.find(({ name }) => name === names.againMachine)?.stateMachineArn;
  }
  if (stateMachineArn === undefined) {
    throw new Error(
      `there is no state machine ${names.againMachine}; deploy the stage first, or name another with --stage`,
    );
  }
  return async ({ touch, journey, channel, at }) => {
    // No name of its own: the touch's claim sees to it that it is sent once, and what failed again may be sent later.
    const input = JSON.stringify({ again: { ...touch, journey, channel, at } });
    await states.send(new StartExecutionCommand({ stateMachineArn, input }));
  };
}
