import validate from 'asl-validator';
import { expect, it } from 'vitest';
import { erasureDefinition } from '../../lib/infra/erasures/definition.ts';
import { launchDefinition } from '../../lib/infra/launch-definition.ts';
import { journeyNamed, resources, synthesized } from './stand-in.ts';

const { entryPattern: _, ...spring } = journeyNamed('spring');
const schedule = { at: '2027-01-31T18:45:00Z', execution: 'spring_20270201T1000', input: { launch: { id: 'x' } } };

it('have one state machine, as erasures have, which no journey can be taken for', () => {
  const machines = resources(synthesized().app, 'AWS::StepFunctions::StateMachine').filter(
    ([id]) => !/^Journey/.test(id),
  );
  const names = machines.map(([, { Properties }]) => Properties.StateMachineName);
  expect(names.toSorted()).toEqual(['again-polyphony', 'erasure-polyphony', 'launch-polyphony']);
  expect(machines.filter(([id]) => /^(?:Launches|Erasures)/.test(id))).toMatchObject([
    ['ErasuresA1C9C257', { DeletionPolicy: 'Retain', Properties: { StateMachineName: 'erasure-polyphony' } }],
    ['Launches0032F587', { DeletionPolicy: 'Retain', Properties: { StateMachineName: 'launch-polyphony' } }],
  ]);
  for (const definition of [launchDefinition, erasureDefinition]) {
    const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
    const text = JSON.stringify(definition).replaceAll(/\$\{\w+\}/g, functionArn);
    const { isValid, errors } = validate(JSON.parse(text));
    expect([errors, isValid]).toEqual([[], true]);
  }
});

it('let a journey in without a rule, and by itself where it names a date', () => {
  const { app } = synthesized({ journeys: [journeyNamed('welcome'), { ...spring, launch: { schedule } }] });
  expect(resources(app, 'AWS::Events::Rule').map(([, { Properties }]) => Properties.Name)).not.toContain(
    'enter-spring',
  );
  const [[, found] = []] = resources(app, 'AWS::Scheduler::Schedule');
  expect(found?.Properties).toMatchObject({
    Name: 'polyphony-launch-spring',
    ScheduleExpression: 'at(2027-01-31T18:45:00)',
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
  });
  const input = JSON.stringify(found?.Properties.Target);
  expect(input).toContain('spring_20270201T1000');
  expect(input).toContain(':stateMachine:launch-polyphony');
});

it('let enlist start runs of launched journeys alone, and no schedule be there without a date', () => {
  const { app } = synthesized({ journeys: [journeyNamed('welcome'), { ...spring, launch: {} }] });
  expect(resources(app, 'AWS::Scheduler::Schedule')).toEqual([]);
  const policies = resources(app, 'AWS::IAM::Policy').filter(([id]) => id.startsWith('Enlist'));
  const text = JSON.stringify(policies);
  expect(text).toContain(':stateMachine:polyphony-spring');
  expect(text).not.toContain(':stateMachine:polyphony-welcome');
});
