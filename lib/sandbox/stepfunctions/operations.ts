import { AwsError } from '../errors.ts';
import { type Fields, numberOf, parsed, textOf } from '../fields.ts';
import type { Outcome } from '../lambdas/invocation.ts';
import type { Service } from '../wire/call.ts';
import type { Execution } from './execution.ts';
import type { Machine, StateMachines } from './state-machines.ts';

/** Step Functions' own operations. Instants on the wire are epoch seconds. */
export function stepFunctions(machines: StateMachines): Service {
  const machineIn = (input: Fields): Machine => machines.require(textOf(input.stateMachineArn) ?? '');
  const executionIn = (input: Fields) => machines.requireExecution(textOf(input.executionArn) ?? '');
  const settle = (token: unknown, outcome: Outcome) => {
    if (machines.tokens.settle(textOf(token) ?? '', outcome)) return;
    throw new AwsError('TaskTimedOut', 'Task Timed Out: no task waits for this token any more');
  };
  return {
    name: 'SFN',
    operations: {
      StartExecution: (input) => {
        const name = textOf(input.name);
        const text = textOf(input.input);
        const { arn, startedAt } = machines.start({
          stateMachineArn: textOf(input.stateMachineArn) ?? '',
          ...(name !== undefined && { name }),
          ...(text !== undefined && { input: text }),
        });
        return { executionArn: arn, startDate: startedAt / 1000 };
      },
      StopExecution: (input) => {
        const { execution } = executionIn(input);
        machines.stop(execution, textOf(input.error), textOf(input.cause));
        return { stopDate: (execution.stoppedAt ?? execution.startedAt) / 1000 };
      },
      SendTaskSuccess: ({ taskToken, output }) => {
        settle(taskToken, { ok: true, payload: parsed(textOf(output) ?? '') });
        return {};
      },
      SendTaskFailure: ({ taskToken, error, cause }) => {
        const failure = { errorType: textOf(error) ?? 'States.TaskFailed', errorMessage: textOf(cause) ?? '' };
        settle(taskToken, { ok: false, error: failure });
        return {};
      },
      DescribeExecution: (input) => described(executionIn(input).execution),
      ListStateMachines: (input) => {
        const all = machines.machines.map(({ arn, name }) => ({
          stateMachineArn: arn,
          name,
          type: 'STANDARD',
          creationDate: 0,
        }));
        const { items, nextToken } = page(all, input);
        return { stateMachines: items, ...(nextToken && { nextToken }) };
      },
      DescribeStateMachine: (input) => {
        const { arn, name, definition, roleArn } = machineIn(input);
        return { stateMachineArn: arn, name, definition, roleArn, status: 'ACTIVE', type: 'STANDARD', creationDate: 0 };
      },
      ListExecutions: (input) => {
        const status = textOf(input.statusFilter);
        if (status !== undefined && !statuses.includes(status)) {
          throw new AwsError('ValidationException', `statusFilter ${status}: one of ${statuses.join(', ')}`);
        }
        const newestFirst = [...machineIn(input).executions.values()].reverse();
        const { items, nextToken } = page(
          newestFirst.filter((execution) => status === undefined || execution.status === status),
          input,
        );
        return { executions: items.map(listed), ...(nextToken && { nextToken }) };
      },
      GetExecutionHistory: (input) => {
        const { history } = executionIn(input).execution;
        const withData = input.includeExecutionData !== false;
        const events = history.events(0, history.length, withData);
        const { items, nextToken } = page(input.reverseOrder === true ? events.reverse() : events, input);
        return { events: items, ...(nextToken && { nextToken }) };
      },
    },
  };
}

const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'];

const listed = ({ arn, machineArn, name, status, startedAt, stoppedAt }: Execution) => ({
  executionArn: arn,
  stateMachineArn: machineArn,
  name,
  status,
  startDate: startedAt / 1000,
  ...(stoppedAt !== undefined && { stopDate: stoppedAt / 1000 }),
  redriveCount: 0,
});

const described = (execution: Execution) => ({
  ...listed(execution),
  input: execution.input,
  inputDetails: { included: true },
  ...(execution.output !== undefined && { output: execution.output, outputDetails: { included: true } }),
  ...(execution.error !== undefined && { error: execution.error }),
  ...(execution.cause !== undefined && { cause: execution.cause }),
});

/** The page that `nextToken` asks for, at most `maxResults` long (100 unless said, 1,000 at most). */
function page<T>(all: readonly T[], input: Fields): { items: T[]; nextToken: string | undefined } {
  const token = textOf(input.nextToken);
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
  const size = Math.min(numberOf(input.maxResults) || 100, 1000);
  const to = from + size;
  return {
    items: all.slice(from, to),
    nextToken: to < all.length ? Buffer.from(String(to)).toString('base64url') : undefined,
  };
}
