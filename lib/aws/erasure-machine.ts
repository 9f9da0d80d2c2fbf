import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { runId } from '../domain/run-id.ts';

/**
 * Starts the state machine that sweeps a person's data twice and finishes their erasure.
 *
 * @param machine its ARN
 */
export function startErasure(machine: string, client = new SFNClient({})) {
  return async ({ user, at }: { readonly user: string; readonly at: number }): Promise<void> => {
    const input = JSON.stringify({ user, at });
    try {
      await client.send(
        // One execution an erasure, however often its event is delivered.
        new StartExecutionCommand({ stateMachineArn: machine, name: runId('erasure', user, String(at)), input }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  };
}
