import { ExecutionAlreadyExists, ExecutionDoesNotExist, TaskDoesNotExist } from '@aws-sdk/client-sfn';
import { iso } from '../../domain/instant.ts';
import type { Bus } from '../bus.ts';
import type { Functions, Outcome } from '../functions.ts';
import type { Scheduler } from '../scheduler.ts';
import { SimulationError } from '../simulation-error.ts';
import type { Definition } from './states.ts';
import { Thread } from './thread.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

export interface Execution {
  readonly arn: string;
  /** Name of the state machine. */
  readonly machine: string;
  readonly name: string;
  readonly input: string;
  readonly from: number;
  status: Status;
  to?: number;
  /** Why it failed. */
  why?: string;
}

export interface ExecutionsSurroundings {
  readonly scheduler: Scheduler;
  readonly functions: Functions;
  readonly seed: number;
  readonly bus: Bus;
  /** State machines by name. */
  readonly machines: ReadonlyMap<string, Definition>;
  /** Told when an execution waits for an instant. */
  readonly waiting: (until: number, data: unknown) => void;
}

const metadata = { $metadata: { httpStatusCode: 400 } };

/** Step Functions: executions of standard state machines. */
export class Executions {
  readonly all = new Map<string, Execution>();
  private readonly threads = new Map<string, Thread>();
  private readonly tokens = new Map<string, (outcome: Outcome) => void>();
  private readonly surroundings: ExecutionsSurroundings;

  constructor(surroundings: ExecutionsSurroundings) {
    this.surroundings = surroundings;
  }

  start(machineArn: string, name: string, input: string): { readonly executionArn: string } {
    const { scheduler, machines, functions, seed, waiting } = this.surroundings;
    const machine = machineArn.split(':').at(-1) ?? '';
    const definition = machines.get(machine);
    if (!definition) throw new SimulationError(`state machine ${machine}: the simulation has none of this name`);
    const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = this.all.get(arn);
    if (known) {
      // The same start again, while it runs, is the same execution.
      if (known.status === 'RUNNING' && known.input === input) return { executionArn: arn };
      throw new ExecutionAlreadyExists({ message: `Execution Already Exists: '${arn}'`, ...metadata });
    }
    const execution: Execution = { arn, machine, name, input, from: scheduler.now, status: 'RUNNING' };
    const thread = new Thread(
      { scheduler, functions, seed, waiting, waitFor: (token, answer) => this.tokens.set(token, answer) },
      {
        definition,
        input: JSON.parse(input),
        context: { Execution: { Name: name, Id: arn }, StateMachine: { Name: machine } },
        key: `${machine} ${name}`,
        done: () => this.end(execution, 'SUCCEEDED'),
        failed: ({ error, cause }) => this.end(execution, 'FAILED', `${error} ${cause}`),
      },
    );
    this.all.set(arn, execution);
    this.threads.set(arn, thread);
    scheduler.note(`start ${machine} ${name}`);
    thread.start();
    return { executionArn: arn };
  }

  stop(arn: string): { readonly stopDate: Date } {
    const execution = this.all.get(arn);
    if (!execution) {
      throw new ExecutionDoesNotExist({ message: `Execution Does Not Exist: '${arn}'`, ...metadata });
    }
    if (execution.status === 'RUNNING') this.end(execution, 'ABORTED');
    return { stopDate: new Date(this.surroundings.scheduler.now) };
  }

  /** An answer to a task that waits with a token. */
  answer(token: string, outcome: Outcome): Readonly<Record<string, never>> {
    const answer = this.tokens.get(token);
    if (!answer) throw new TaskDoesNotExist({ message: 'Task does not exist', ...metadata });
    this.tokens.delete(token);
    answer(outcome);
    return {};
  }

  private end(execution: Execution, status: Exclude<Status, 'RUNNING'>, why?: string): undefined {
    if (execution.status !== 'RUNNING') return;
    const { scheduler, bus } = this.surroundings;
    const { arn, machine, name, input, from } = execution;
    execution.status = status;
    execution.to = scheduler.now;
    if (why !== undefined) execution.why = why;
    this.threads.get(arn)?.stop();
    this.threads.delete(arn);
    scheduler.note(`${machine} ${name} ${status}${why === undefined ? '' : ` ${why}`}`);
    bus.put({
      bus: 'default',
      source: 'aws.states',
      type: 'Step Functions Execution Status Change',
      detail: {
        executionArn: arn,
        stateMachineArn: arn.replace(':execution:', ':stateMachine:').slice(0, -name.length - 1),
        name,
        status,
        startDate: from,
        stopDate: scheduler.now,
        input,
        inputDetails: { included: true },
        startedAt: iso(from),
      },
      key: `${machine} ${name} ${status}`,
    });
  }
}
