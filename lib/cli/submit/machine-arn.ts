import { paginateListStateMachines, type SFNClient } from '@aws-sdk/client-sfn';

/** The ARN of a state machine by its name; `null` when there is none. */
export async function machineArn(client: SFNClient, wanted: string): Promise<string | null> {
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    const found = stateMachines.find(({ name }) => name === wanted);
    if (found?.stateMachineArn !== undefined) return found.stateMachineArn;
  }
  return null;
}
