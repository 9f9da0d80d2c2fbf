import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { afterAll, expect, it } from 'vitest';
import { fixture, machineArn, startRig } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'schedules-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The fixture with a schedule in it. @returns where it lies */
function scheduled(name: string, properties: object): string {
  const assembly = join(folder, name);
  cpSync(fixture, assembly, { recursive: true });
  const path = join(assembly, 'app.template.json');
  const template = JSON.parse(readFileSync(path, 'utf8')) as { Resources: Record<string, object> };
  template.Resources.Schedule = { Type: 'AWS::Scheduler::Schedule', Properties: { Name: name, ...properties } };
  writeFileSync(path, JSON.stringify(template));
  return assembly;
}

const input = JSON.stringify({ run: { id: 'x', user: 'x' }, touch: { wakeAt: '2027-01-13T10:00:00Z' } });
const call = { StateMachineArn: machineArn, Name: 'by-schedule', Input: input };
const universal = { Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution', Input: JSON.stringify(call), RoleArn: 'r' };

it('starts a state machine at its instant, once, under the name that it gives', async () => {
  const rig = await startRig({
    assembly: scheduled('universal', { ScheduleExpression: 'at(2027-01-11T18:45:00)', Target: universal }),
  });
  const executions = async () =>
    (await rig.states.send(new ListExecutionsCommand({ stateMachineArn: machineArn }))).executions ?? [];
  await rig.advance('PT9H44M59S');
  expect(await executions()).toEqual([]);
  await rig.advance('PT1S');
  expect((await executions()).map(({ name, startDate }) => [name, startDate?.toISOString()])).toEqual([
    ['by-schedule', '2027-01-11T18:45:00.000Z'],
  ]);
  await rig.advance('P30D');
  expect(await executions()).toHaveLength(1);
  await rig.close();
});

it('starts one that it targets itself; one whose instant has passed never fires', async () => {
  const target = { Arn: machineArn, Input: input, RoleArn: 'r' };
  for (const [at, count] of [
    ['2027-01-11T10:00:00', 1],
    ['2027-01-11T08:59:59', 0],
  ] as const) {
    const rig = await startRig({
      assembly: scheduled(`t${count}`, { ScheduleExpression: `at(${at})`, Target: target }),
    });
    await rig.advance('P1D');
    const { executions } = await rig.states.send(new ListExecutionsCommand({ stateMachineArn: machineArn }));
    expect(executions).toHaveLength(count);
    await rig.close();
  }
});

it.each([
  ['rate(5 minutes)', universal, /rate\(5 minutes\).*one-time schedules/],
  [
    'at(2027-01-11T10:00:00)',
    { ...universal, Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
    /start state machines/,
  ],
])('is refused with what it does not run: %s', async (ScheduleExpression, Target, problem) => {
  await expect(startRig({ assembly: scheduled('refused', { ScheduleExpression, Target }) })).rejects.toThrow(problem);
});
