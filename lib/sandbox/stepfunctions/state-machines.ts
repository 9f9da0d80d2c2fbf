import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Inventory } from '../assembly/inventory.ts';
import type { Resource } from '../assembly/resource.ts';
import type { VirtualClock } from '../clock.ts';
import { AssemblyError, AwsError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, parsed, textOf } from '../fields.ts';
import type { Outcome } from '../lambdas/invocation.ts';
import type { Random } from '../random.ts';
import { arn } from '../region.ts';
import type { Ending, Execution } from './execution.ts';
import { History } from './history.ts';
import { lintDefinition } from './lint.ts';
import { type Rewritten, rewrite } from './rewrite.ts';
import { type Running, run } from './run.ts';
import { TaskTokens } from './task-tokens.ts';

export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** As deployed, JSON text. */
  readonly definition: string;
  readonly rewritten: Rewritten;
  readonly interpreter: StateMachine;
  /** By name, in the order of their start. */
  readonly executions: Map<string, Execution>;
}

export interface MachineSurroundings {
  readonly clock: VirtualClock;
  readonly random: Random;
  invoke(functionArn: string, payload: unknown): Promise<Outcome>;
  stateEntered(machine: string): void;
  /** An execution began or ended. */
  changed(machine: Machine, execution: Execution): void;
}

export interface StartRequest {
  readonly stateMachineArn: string;
  readonly name?: string;
  readonly input?: string;
}

/** Largest input and output of a state, in bytes. */
const maxData = 262_144;

/** The Standard state machines of the assembly and their executions. */
export class StateMachines {
  readonly machines: readonly Machine[];
  readonly tokens: TaskTokens;
  private readonly surroundings: MachineSurroundings;
  private readonly running = new Map<Execution, Running>();

  constructor(inventory: Inventory, surroundings: MachineSurroundings) {
    this.surroundings = surroundings;
    this.tokens = new TaskTokens(surroundings.random);
    this.machines = inventory.all('AWS::StepFunctions::StateMachine').map(machineOf);
  }

  require(machineArn: string): Machine {
    const machine = this.machines.find((candidate) => candidate.arn === machineArn);
    if (machine) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
  }

  requireExecution(executionArn: string): { machine: Machine; execution: Execution } {
    const [, machineName, name] = /:execution:([^:]+):(.+)$/.exec(executionArn) ?? [];
    const machine = this.machines.find((candidate) => candidate.name === machineName);
    const execution = machine?.executions.get(name ?? '');
    if (machine && execution) return { machine, execution };
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
  }

  /** The machine that has an execution of this name. */
  machineOfRun(name: string): Machine | undefined {
    return this.machines.find(({ executions }) => executions.has(name));
  }

  /** Starts an execution; the same name with the same input while it runs is the same execution. */
  start({ stateMachineArn, name = this.surroundings.random.uuid(), input = '{}' }: StartRequest): Execution {
    const machine = this.require(stateMachineArn);
    checkName(name);
    checkInput(input);
    const existing = machine.executions.get(name);
    if (existing?.status === 'RUNNING' && existing.input === input) return existing;
    if (existing) {
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${existing.arn}'`);
    }
    const execution: Execution = {
      arn: arn('states', `execution:${machine.name}:${name}`),
      name,
      machineArn: machine.arn,
      startedAt: this.surroundings.clock.now(),
      input,
      history: new History(),
      status: 'RUNNING',
    };
    machine.executions.set(name, execution);
    this.launch(machine, execution);
    return execution;
  }

  /** Stops an execution where it is. Stopping one that is over changes nothing. */
  stop(execution: Execution, error?: string, cause?: string): void {
    const { machine } = this.requireExecution(execution.arn);
    this.halt(machine, execution, {
      status: 'ABORTED',
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
  }

  close(): void {
    for (const running of this.running.values()) running.stop({ status: 'ABORTED' });
    this.running.clear();
  }

  private launch(machine: Machine, execution: Execution): void {
    const { clock, random, invoke, stateEntered, changed } = this.surroundings;
    execution.history.add(execution.startedAt, 'ExecutionStarted', 'executionStartedEventDetails', {
      input: execution.input,
      roleArn: machine.roleArn,
    });
    changed(machine, execution);
    const { interpreter, rewritten } = machine;
    const running = run({
      clock,
      random,
      tokens: this.tokens,
      invoke,
      interpreter,
      rewritten,
      execution,
      stateEntered: () => stateEntered(machine.name),
    });
    this.running.set(execution, running);
    const limit =
      rewritten.timeoutMs === undefined
        ? undefined
        : clock.at(execution.startedAt + rewritten.timeoutMs, () =>
            this.halt(machine, execution, { status: 'TIMED_OUT', error: 'States.Timeout' }),
          );
    void running.ended.then((ending) => {
      limit?.cancel();
      if (this.running.has(execution)) this.end(machine, execution, ending);
    });
  }

  private halt(machine: Machine, execution: Execution, ending: Ending): void {
    const running = this.running.get(execution);
    if (!running) return;
    this.end(machine, execution, ending);
    running.stop(ending);
  }

  private end(machine: Machine, execution: Execution, ending: Ending): void {
    this.running.delete(execution);
    const stoppedAt = this.surroundings.clock.now();
    Object.assign(execution, ending, { stoppedAt });
    const { status, ...details } = ending;
    const word = status === 'TIMED_OUT' ? 'TimedOut' : status[0] + status.slice(1).toLowerCase();
    execution.history.add(stoppedAt, `Execution${word}`, `execution${word}EventDetails`, details);
    this.surroundings.changed(machine, execution);
  }
}

function machineOf({ name, arn: machineArn, properties, logicalId }: Resource): Machine {
  const definition = definitionOf(logicalId, properties);
  lintDefinition(name, definition);
  const rewritten = rewrite(definition);
  return {
    name,
    arn: machineArn,
    roleArn: textOf(properties.RoleArn) ?? '',
    definition: JSON.stringify(definition),
    rewritten,
    interpreter: interpreterOf(rewritten.definition),
    executions: new Map(),
  };
}

/** Checking a definition takes longest of all that a reset does, and an interpreter keeps nothing of what it ran. */
const interpreters = new Map<string, StateMachine>();

function interpreterOf(definition: unknown): StateMachine {
  const key = JSON.stringify(definition);
  const interpreter = interpreters.get(key) ?? new StateMachine(definition as StateMachineDefinition);
  interpreters.set(key, interpreter);
  return interpreter;
}

function definitionOf(logicalId: string, properties: Fields): Fields {
  const substitutions = fieldsOf(properties.DefinitionSubstitutions);
  const text = textOf(properties.DefinitionString) ?? JSON.stringify(properties.Definition ?? null);
  const filled = text.replace(/\$\{(\w+)\}/g, (whole, name: string) => String(substitutions[name] ?? whole));
  const definition = parsed(filled);
  if (isFields(definition)) return definition;
  throw new AssemblyError(
    logicalId,
    'its definition is not a JSON object',
    'give it as DefinitionString or Definition',
  );
}

function checkName(name: string): void {
  if (/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name)) return;
  throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

function checkInput(input: string): void {
  if (Buffer.byteLength(input) > maxData) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${maxData}`,
    );
  }
  if (parsed(input) === undefined) {
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${input.slice(0, 100)}'`);
  }
}
