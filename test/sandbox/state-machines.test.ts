import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { machineArn, type Rig, startRig } from './rig.ts';

describe('state machines', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  beforeEach(() => rig.sandbox.reset());
  afterAll(() => rig.close());

  const describeRun = (executionArn: string | undefined) =>
    rig.states.send(new DescribeExecutionCommand({ executionArn: executionArn ?? '' }));
  const typesOf = async (executionArn: string | undefined) => {
    const { events = [] } = await rig.states.send(new GetExecutionHistoryCommand({ executionArn: executionArn ?? '' }));
    return events.map(({ type, timestamp, stateEnteredEventDetails }) =>
      [type, stateEnteredEventDetails?.name, timestamp?.toISOString().slice(8, 19)].filter(Boolean).join(' '),
    );
  };

  it('waits in virtual time, two transitions a touch', async () => {
    const { executionArn } = await rig.sing('ada');
    await rig.advance('PT59M59S');
    expect((await rig.meter()).lambdaInvocations).toEqual({});
    await rig.advance('PT1S');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 1 });
    expect((await describeRun(executionArn)).status).toBe('RUNNING');
    await rig.advance('P1D');

    const run = await describeRun(executionArn);
    expect(run.status).toBe('SUCCEEDED');
    expect(run.stopDate?.toISOString()).toBe('2027-01-12T10:00:00.000Z');
    expect(JSON.parse(run.output ?? '')).toMatchObject({
      run: { user: 'ada' },
      touch: { wakeAt: '2027-01-13T10:00:00.000Z' },
    });
    const { stateTransitions, stateTransitionsByMachine, dynamodb } = await rig.meter();
    expect([stateTransitions, stateTransitionsByMachine]).toEqual([4, { song: 4 }]);
    expect(dynamodb.byFunction).toEqual({ touch: { readUnits: 2, writeUnits: 4 } });
  });

  it('tells its history as Step Functions does', async () => {
    const { executionArn } = await rig.sing('ada', { over: 'ping' });
    await rig.advance('P2D');
    expect(await typesOf(executionArn)).toEqual([
      'ExecutionStarted 11T09:00:00',
      'WaitStateEntered until letter 11T09:00:00',
      'WaitStateExited 11T10:00:00',
      'TaskStateEntered letter 11T10:00:00',
      'TaskScheduled 11T10:00:00',
      'TaskStarted 11T10:00:00',
      'TaskSucceeded 11T10:00:00',
      'TaskStateExited 11T10:00:00',
      'WaitStateEntered until ping 11T10:00:00',
      'WaitStateExited 12T10:00:00',
      'TaskStateEntered ping 12T10:00:00',
      'TaskScheduled 12T10:00:00',
      'TaskStarted 12T10:00:00',
      'TaskFailed 12T10:00:00',
      'TaskStateExited 12T10:00:00',
      'SucceedStateEntered over 12T10:00:00',
      'SucceedStateExited 12T10:00:00',
      'ExecutionSucceeded 12T10:00:00',
    ]);
  });

  it('holds until the instant that the error names, without retrying', async () => {
    await rig.sing('ada', { hold: { letter: '2027-01-11T18:00:00Z' } });
    await rig.advance('PT1H');
    await rig.advance('PT7H59M');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 1 });
    await rig.advance('PT1M');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 2 });
    expect((await rig.outbox()).map(({ at }) => at)).toEqual(['2027-01-11T18:00:00Z']);
  });

  it('retries in virtual time with backoff up to the limit, each a transition', async () => {
    await rig.sing('ada', { fail: { letter: 3 } });
    await rig.advance('PT1H');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 1 });
    await rig.advance('PT2S');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 2 });
    await rig.advance('PT4S');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 3 });
    await rig.advance('PT8S');
    const { lambdaInvocations, stateTransitions } = await rig.meter();
    expect([lambdaInvocations, stateTransitions]).toEqual([{ touch: 4 }, 6]);
    expect((await rig.outbox()).map(({ at }) => at)).toEqual(['2027-01-11T10:00:14Z']);
  });

  it('fails when retries are used up, and says so on the default bus', async () => {
    const { executionArn } = await rig.sing('ada', { fail: { letter: 9 } });
    await rig.advance('P1D');
    const run = await describeRun(executionArn);
    expect([run.status, run.error]).toEqual(['FAILED', 'Flaky']);
    expect(JSON.parse(run.cause ?? '')).toMatchObject({ errorType: 'Flaky', errorMessage: 'failure 5' });
    const [told] = await rig.messages('chorus-app-Copies');
    expect(told?.body).toMatchObject({
      'detail-type': 'Step Functions Execution Status Change',
      detail: { status: 'FAILED' },
    });
  });

  it('can be stopped in mid-wait: nothing follows', async () => {
    const { executionArn = '' } = await rig.sing('ada');
    await rig.advance('PT1H');
    await rig.states.send(new StopExecutionCommand({ executionArn, error: 'Converted', cause: 'bought' }));
    await rig.advance('P7D');

    const run = await describeRun(executionArn);
    expect([run.status, run.error, run.cause]).toEqual(['ABORTED', 'Converted', 'bought']);
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 1 });
    expect((await typesOf(executionArn)).at(-1)).toBe('ExecutionAborted 11T10:00:00');
    const [told] = await rig.messages('chorus-app-Copies');
    expect(told?.body.detail).toMatchObject({ status: 'ABORTED', name: 'ada' });
  });

  it('is idempotent by name and input while it runs, and refuses the name otherwise', async () => {
    const first = await rig.sing('ada');
    expect((await rig.sing('ada')).executionArn).toBe(first.executionArn);
    await expect(rig.sing('ada', { other: true })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await rig.advance('P3D');
    await expect(rig.sing('ada')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('refuses what Step Functions refuses', async () => {
    const start = (input: object) =>
      rig.states.send(new StartExecutionCommand({ stateMachineArn: machineArn, ...input }));
    await expect(start({ stateMachineArn: `${machineArn}s` })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    await expect(start({ name: 'a b' })).rejects.toMatchObject({ name: 'InvalidName' });
    await expect(start({ input: '{' })).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
    await expect(start({ input: JSON.stringify('x'.repeat(262_144)) })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(
      describeRun('arn:aws:states:us-east-1:000000000000:execution:chorus-song:nobody'),
    ).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
  });

  it('fails a wait for what is no instant', async () => {
    const { executionArn } = await rig.sing('ada', {}, 'tomorrow');
    await rig.advance('PT0S');
    expect(await describeRun(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('lists machines and executions by status, in pages', async () => {
    const { stateMachines } = await rig.states.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ name }) => name)).toEqual(['chorus-song']);
    for (const name of ['a', 'b', 'c']) await rig.sing(name, name === 'b' ? { over: 'letter' } : {});
    await rig.advance('PT2H');

    const list = (more: object) => rig.states.send(new ListExecutionsCommand({ stateMachineArn: machineArn, ...more }));
    const running = await list({ statusFilter: 'RUNNING' });
    expect(running.executions?.map(({ name }) => name)).toEqual(['c', 'a']);
    const page = await list({ maxResults: 2 });
    const rest = await list({ maxResults: 2, nextToken: page.nextToken });
    expect([page, rest].map(({ executions }) => executions?.map(({ name }) => name))).toEqual([['c', 'b'], ['a']]);
    expect(rest.nextToken).toBeUndefined();
  });
});
