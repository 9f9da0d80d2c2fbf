import { fromIso } from '../domain/instant.ts';
import type { Inventory } from './assembly/inventory.ts';
import type { Resource } from './assembly/resource.ts';
import type { VirtualClock } from './clock.ts';
import { AssemblyError } from './errors.ts';
import { fieldsOf, parsed, textOf } from './fields.ts';
import type { StartRequest, StateMachines } from './stepfunctions/state-machines.ts';

interface Schedule {
  /** Epoch milliseconds. */
  readonly due: number;
  readonly start: StartRequest;
}

const startExecution = 'arn:aws:scheduler:::aws-sdk:sfn:startExecution';

/** Sets the one-time schedules of the assembly that start state machines; one whose instant has passed never fires. */
export function setSchedules(inventory: Inventory, clock: VirtualClock, machines: StateMachines, now: number): void {
  for (const resource of inventory.all('AWS::Scheduler::Schedule')) {
    const { due, start } = scheduleOf(resource);
    machines.require(start.stateMachineArn);
    if (due >= now && resource.properties.State !== 'DISABLED') clock.at(due, () => void machines.start(start));
  }
}

function scheduleOf({ logicalId, properties }: Resource): Schedule {
  const refuse = (value: unknown, rule: string, remedy: string): never => {
    throw new AssemblyError(`${String(value)} of schedule ${logicalId}`, rule, remedy);
  };
  const { ScheduleExpression, ScheduleExpressionTimezone = 'UTC', Target } = properties;
  const [, at] = /^at\((.+)\)$/.exec(textOf(ScheduleExpression) ?? '') ?? [];
  if (at === undefined) return refuse(ScheduleExpression, 'the sandbox runs one-time schedules', 'write at(…)');
  if (ScheduleExpressionTimezone !== 'UTC') {
    return refuse(ScheduleExpressionTimezone, 'the sandbox runs schedules in UTC', 'leave the zone out');
  }
  const { Arn, Input } = fieldsOf(Target);
  const input = textOf(Input) ?? '{}';
  if (Arn !== startExecution) {
    if (!/^arn:aws:states:[^:]*:\d+:stateMachine:/.test(String(Arn))) {
      return refuse(Arn, 'the sandbox runs schedules that start state machines', `target one, or ${startExecution}`);
    }
    return { due: fromIso(`${at}Z`), start: { stateMachineArn: String(Arn), input } };
  }
  const call = fieldsOf(parsed(input));
  const name = textOf(call.Name);
  const start = { stateMachineArn: String(call.StateMachineArn), input: textOf(call.Input) ?? '{}' };
  return { due: fromIso(`${at}Z`), start: { ...start, ...(name !== undefined && { name }) } };
}
