import validate from 'asl-validator';
import { expect, it } from 'vitest';
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

it('the machine that asks approvers is valid too', () => {
  const text = JSON.stringify(approvalDefinition);
  const filled = text.replace(/\$\{AskFunctionArn\}/, 'arn:aws:lambda:us-east-1:000000000000:function:ask');
  expect(validate(JSON.parse(filled)).errors).toEqual([]);
});
