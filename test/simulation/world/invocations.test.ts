import { describe, expect, it } from 'vitest';
import { Bus } from '../../../lib/simulation/bus.ts';
import type { Call } from '../../../lib/simulation/call.ts';
import { type Faults, listedFaults, noFaults } from '../../../lib/simulation/faults.ts';
import { Functions, type Handler } from '../../../lib/simulation/functions.ts';
import { Executions } from '../../../lib/simulation/machine/executions.ts';
import type { Definition } from '../../../lib/simulation/machine/states.ts';
import { Scheduler } from '../../../lib/simulation/scheduler.ts';

const minute = 60_000;
const start = 1_799_658_000_000;
const rule = {
  id: 'Rule',
  name: 'rule',
  description: '',
  bus: 'bus',
  function: 'enter',
  pattern: { source: ['app'] },
} as const;

/** Lambda, a bus and Step Functions around handlers of the test's own, which may make calls. */
function surroundings(
  handlers: Readonly<Record<string, (functions: Functions) => Handler>>,
  definition?: Definition,
  faults: Faults = noFaults,
) {
  const scheduler = new Scheduler(start);
  const made = new Map<string, Handler>();
  const about = { scheduler, seed: 1, faults };
  const functions = new Functions({ ...about, slowness: 0, handlers: made, enter: () => undefined });
  for (const [name, handler] of Object.entries(handlers)) made.set(name, handler(functions));
  const bus = new Bus({ ...about, functions, rules: [rule] });
  const machines = new Map(definition ? [['machine', definition]] : []);
  const executions = new Executions({ scheduler, functions, seed: 1, bus, machines, waiting: () => undefined });
  return { scheduler, functions, bus, executions };
}

const tell = (bus: Bus) => bus.put({ bus: 'bus', source: 'app', type: 'came', detail: { userId: 'a' }, key: 'e1' });
const call = (name: string, log: string[]): Call => ({ name, kind: 'service', run: () => log.push(name) });

describe('an event', () => {
  it('is tried again after one and two minutes with the same request id, and is a dead letter then', async () => {
    const tries: [number, string][] = [];
    const { scheduler, bus } = surroundings({
      enter:
        () =>
        async (_event, { awsRequestId }) => {
          tries.push([scheduler.now - start, awsRequestId]);
          throw new Error('not today');
        },
    });
    tell(bus);
    await scheduler.runTo(start + 10 * minute);
    const [first = [0, '']] = tries;
    expect(tries.map(([at]) => Math.round((at - first[0]) / minute))).toEqual([0, 1, 3]);
    expect(new Set(tries.map(([, id]) => id)).size).toBe(1);
    expect(bus.letters).toMatchObject([{ function: 'enter' }]);
    const [letter] = bus.letters.splice(0);
    if (letter) bus.sendAgain(letter);
    await scheduler.runTo(start + 20 * minute);
    expect(tries).toHaveLength(6);
    expect(new Set(tries.map(([, id]) => id)).size).toBe(2);
  });

  it('is delivered again and late when that is what goes wrong', async () => {
    let times = 0;
    const faults = listedFaults([{ at: 'rule < e1', what: 'duplicate', ms: 5 * minute }]);
    const enter = () => async () => {
      times += 1;
    };
    const { scheduler, bus } = surroundings({ enter }, undefined, faults);
    tell(bus);
    await scheduler.runTo(start + minute);
    expect(times).toBe(1);
    await scheduler.runTo(start + 10 * minute);
    expect(times).toBe(2);
  });
});

describe('a function', () => {
  const twoCalls = (log: string[]) => (functions: Functions) => async () => {
    await functions.call(call('one', log));
    await functions.call(call('two', log));
  };

  it.each([
    ['die-before', ['one', 'one', 'two']],
    ['die-after', ['one', 'two', 'one', 'two']],
    ['repeat', ['one', 'two', 'two']],
  ] as const)('whose second call meets %s leaves behind what it did', async (what, left) => {
    const log: string[] = [];
    const faults = listedFaults([{ at: 'rule < e1 / two 1', what }]);
    const { scheduler, bus } = surroundings({ enter: twoCalls(log) }, undefined, faults);
    tell(bus);
    await scheduler.runTo(start + 10 * minute);
    expect(log).toEqual(left);
  });

  it('that dies may have a request on its way, which lands later', async () => {
    const log: string[] = [];
    const faults = listedFaults([{ at: 'rule < e1 / one 1', what: 'die-late' }]);
    const { scheduler, bus } = surroundings({ enter: twoCalls(log) }, undefined, faults);
    tell(bus);
    await scheduler.runTo(start + 500);
    expect(log).toEqual([]);
    await scheduler.runTo(start + 10 * minute);
    expect(log).toEqual(['one', 'one', 'two']);
  });

  it('is stopped by its timeout', async () => {
    const { scheduler, bus } = surroundings({
      enter: (functions) => async () => {
        await new Promise<void>((resolve) => functions.timer(resolve, 40_000));
      },
    });
    tell(bus);
    await scheduler.runTo(start + 10 * minute);
    expect(bus.letters).toHaveLength(1);
    expect(bus.deliveries.map(({ from, to }) => to - from)).toEqual([30_000, 30_000, 30_000]);
  });
});

describe('an execution', () => {
  const task = (more: object) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: 'the TouchFunctionArn', Payload: { 'id.$': '$.id' } },
    ...more,
  });

  it('waits, calls, chooses and ends', async () => {
    const definition = {
      StartAt: 'wait',
      States: {
        wait: { Type: 'Wait', Seconds: 90, Next: 'ask' },
        ask: task({ ResultSelector: { 'next.$': '$.Payload.next' }, ResultPath: '$.answer', Next: 'more?' }),
        'more?': {
          Type: 'Choice',
          Choices: [{ Variable: '$.answer.next', StringEquals: 'wait', Next: 'wait' }],
          Default: 'over',
        },
        over: { Type: 'Succeed' },
      },
    };
    const calls: number[] = [];
    const { scheduler, executions } = surroundings(
      {
        touch: () => async (event) => {
          expect(event).toEqual({ id: 'x' });
          calls.push(scheduler.now - start);
          return { next: calls.length < 2 ? 'wait' : 'end' };
        },
      },
      definition,
    );
    executions.start('arn:aws:states:r:a:stateMachine:machine', 'one', '{"id":"x"}');
    await scheduler.runTo(start + 10 * minute);
    expect(calls.map((at) => Math.round(at / 1000))).toEqual([90, 180]);
    expect([...executions.all.values()]).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('tries again with new request ids, then catches by the name of the error', async () => {
    const Retry = [
      { ErrorEquals: ['Hold'], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 2 },
    ];
    const Catch = [{ ErrorEquals: ['Hold'], ResultPath: '$.hold', Next: 'read' }];
    const definition = {
      StartAt: 'ask',
      States: {
        ask: task({ Retry, Catch, End: true }),
        read: {
          Type: 'Pass',
          Parameters: { 'cause.$': 'States.StringToJson($.hold.Cause)' },
          ResultPath: '$.hold',
          Next: 'wait',
        },
        wait: { Type: 'Wait', TimestampPath: '$.hold.cause.errorMessage', Next: 'failed' },
        failed: { Type: 'Fail', Error: 'Gone', Cause: 'for good' },
      },
    };
    const ids = new Set<string>();
    const { scheduler, executions } = surroundings(
      {
        touch:
          () =>
          async (_event, { awsRequestId }) => {
            ids.add(awsRequestId);
            if (ids.size < 3) throw new Error('busy');
            throw Object.assign(new Error('2027-01-11T10:00:00Z'), { name: 'Hold' });
          },
      },
      definition,
    );
    executions.start('arn:aws:states:r:a:stateMachine:machine', 'one', '{"id":"x"}');
    await scheduler.runTo(start + 59 * minute);
    expect(ids.size).toBe(3);
    expect([...executions.all.values()]).toMatchObject([{ status: 'RUNNING' }]);
    await scheduler.runTo(start + 70 * minute);
    expect([...executions.all.values()]).toMatchObject([{ status: 'FAILED', why: 'Gone for good' }]);
  });

  it('stops in mid-wait, and is told of on the default bus', async () => {
    const definition = { StartAt: 'wait', States: { wait: { Type: 'Wait', Seconds: 900, End: true } } };
    const { scheduler, executions, bus } = surroundings({}, definition);
    const told: unknown[] = [];
    bus.onEvent(({ detail }) => told.push(detail.status));
    const { executionArn } = executions.start('arn:aws:states:r:a:stateMachine:machine', 'one', '{}');
    await scheduler.runTo(start + minute);
    executions.stop(executionArn);
    executions.stop(executionArn);
    expect(told).toEqual(['ABORTED']);
    expect(() => executions.start('arn:aws:states:r:a:stateMachine:machine', 'one', '{}')).toThrow('Already Exists');
    expect(() => executions.stop('arn:aws:states:r:a:execution:machine:two')).toThrow('Does Not Exist');
  });

  it('waits for an answer by its token', async () => {
    const definition = {
      StartAt: 'ask',
      States: {
        ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Parameters: { FunctionName: 'the AskFunctionArn', Payload: { 'token.$': '$$.Task.Token' } },
          End: true,
        },
      },
    };
    let token = '';
    const ask = () => async (event: unknown) => {
      token = (event as { token: string }).token;
    };
    const { scheduler, executions } = surroundings({ ask }, definition);
    executions.start('arn:aws:states:r:a:stateMachine:machine', 'one', '{}');
    await scheduler.runTo(start + minute);
    expect([...executions.all.values()]).toMatchObject([{ status: 'RUNNING' }]);
    executions.answer(token, { ok: true, result: {} });
    await scheduler.runTo(start + 2 * minute);
    expect([...executions.all.values()]).toMatchObject([{ status: 'SUCCEEDED' }]);
  });
});
