import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { RunRef, Wake } from '../domain/journey-rules.ts';

/**
 * Executions of the journeys' state machines, one a run, named by it.
 *
 * @param machinePrefix ARN of a journey's state machine without the journey's name
 */
export function executions(machinePrefix: string, client = new SFNClient({})) {
  return {
    async start(run: RunRef, touch: Wake): Promise<void> {
      const input = JSON.stringify({ run, touch });
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn: machinePrefix + run.journey, name: run.id, input }),
        );
      } catch (error) {
        // Somebody started it before, and it may even be over: that is what was wanted.
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },

    async stop({ id, journey }: Pick<RunRef, 'id' | 'journey'>, cause: string): Promise<void> {
      const executionArn = `${machinePrefix.replace(':stateMachine:', ':execution:')}${journey}:${id}`;
      try {
        await client.send(new StopExecutionCommand({ executionArn, cause }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
  };
}
