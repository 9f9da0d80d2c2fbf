import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { continuationName, type Launch, type Segment } from '../domain/launch.ts';

/** Executions of the launches' state machine. @param machine its ARN */
export function launches(machine: string, client = new SFNClient({})) {
  return {
    /** Goes on with one segment in an execution of its own. */
    async goOn(launch: Launch, segment: Segment): Promise<void> {
      const input = JSON.stringify({ launch, segments: [segment] });
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn: machine, name: continuationName(launch, segment), input }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
