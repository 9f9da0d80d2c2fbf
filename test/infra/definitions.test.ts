import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { againDefinition } from '../../lib/infra/again/definition.ts';
import { approvalDefinition } from '../../statemachines/approval.ts';
import { compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';

it.each(journeys.map((journey) => [journey.name, journey] as const))(
  '%s is valid Amazon States Language',
  (_, journey) => {
    const text = JSON.stringify(compileJourney(journey, program).definition);
    // As CloudFormation fills it in: the validator wants an ARN.
    const filled = text.replaceAll(/\$\{TouchFunctionArn\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:touch');
    const { isValid, errors } = validate(JSON.parse(filled));
    expect(errors).toEqual([]);
    expect(isValid).toBe(true);
  },
);

it('the machine that sends again is valid too', () => {
  const text = JSON.stringify(againDefinition);
  const filled = text.replaceAll(/\$\{\w+\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:f');
  expect(validate(JSON.parse(filled)).errors).toEqual([]);
});

describe('the machine that asks approvers', () => {
  it('is valid too', () => {
    const text = JSON.stringify(approvalDefinition);
    const filled = text.replaceAll(/\$\{\w+\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:f');
    expect(validate(JSON.parse(filled)).errors).toEqual([]);
  });

  it('counts every segment page by page before it asks, and hands on no more than where it is', () => {
    const { segments, ask } = approvalDefinition.States;
    expect(approvalDefinition.StartAt).toBe('segments');
    const { count, 'more?': more } = segments.ItemProcessor.States;
    expect([count.Next, more.Choices, more.Default, segments.Next]).toEqual([
      'more?',
      [{ Variable: '$.page.next', StringEquals: 'page', Next: 'count' }],
      'counted',
      'ask',
    ]);
    expect(segments.ItemSelector).toEqual({
      'journey.$': '$.journey',
      'version.$': '$.version',
      'approver.$': '$.approver',
      'request.$': '$$.Execution.Name',
      'segment.$': '$$.Map.Item.Value',
    });
    expect([count.ResultSelector, count.ResultPath, segments.ResultPath]).toEqual([
      { 'next.$': '$.Payload.next' },
      '$.page',
      null,
    ]);
    expect(segments.Catch).toEqual([{ ErrorEquals: ['NotAsked'], ResultPath: '$.refused', Next: 'not asked' }]);
    expect(ask.Parameters.Payload).toMatchObject({ 'request.$': '$$.Execution.Name', 'token.$': '$$.Task.Token' });
  });
});
