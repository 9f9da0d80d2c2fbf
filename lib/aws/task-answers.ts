import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';

/** Answers tasks that wait with a token. One that nobody waits with any more is no error. */
export function taskAnswers(client = new SFNClient({})) {
  const quietly = async (answer: Promise<unknown>) => {
    try {
      await answer;
    } catch (error) {
      const over = [TaskTimedOut, TaskDoesNotExist, InvalidToken].some((kind) => error instanceof kind);
      if (!over) throw error;
    }
  };
  return {
    succeed: (taskToken: string, output: object) =>
      quietly(client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }))),
    /** @param error what `Catch` matches */
    fail: (taskToken: string, error: string) => quietly(client.send(new SendTaskFailureCommand({ taskToken, error }))),
  };
}
