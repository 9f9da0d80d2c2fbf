import { describe, expect, it } from 'vitest';
import { journeyNamed, resources, synthesized } from './stand-in.ts';

const plain = journeyNamed('welcome');
const named = { ...plain, rules: { ...plain.rules, approvers: ['legal'] } };
const { app } = synthesized({ journeys: [named] });
const namesOf = (template: typeof app, type: string, name: string) =>
  resources(template, type).map(([, { Properties }]) => String(Properties[name]));

/** Everything that the policy of a role or function allows, as "action: resources". */
const allowed = (prefix: string) =>
  resources(app, 'AWS::IAM::Policy')
    .filter(([id]) => id.startsWith(prefix))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
    .flatMap(({ Action, Resource }) => [Action].flat().map((action) => `${action}: ${JSON.stringify(Resource)}`));

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

describe('approvals', () => {
  it('are there when a journey names approvers, and else nothing of them is', () => {
    expect(namesOf(app, 'AWS::StepFunctions::StateMachine', 'StateMachineName')).toContain('polyphony-approval');
    expect(namesOf(app, 'AWS::ApiGatewayV2::Route', 'RouteKey')).toEqual(
      expect.arrayContaining(['GET /approve/{token}', 'POST /approve/{token}']),
    );
    const without = JSON.stringify(synthesized({ journeys: [plain] }).app.toJSON());
    expect(without).not.toMatch(/approv/i);
  });

  it('may write to approvers by the one identity, and answer the one machine', () => {
    expect(allowed('AskRole').filter((line) => line.startsWith('ses:'))).toEqual([
      expect.stringContaining('identity/example.com'),
    ]);
    const answers = allowed('ApproveRole').filter((line) => line.startsWith('states:'));
    expect(answers.map((line) => line.split(': ')[0])).toEqual(['states:SendTaskFailure', 'states:SendTaskSuccess']);
    for (const line of answers) expect(line).toContain('stateMachine:polyphony-approval');
    const called = allowed('ApprovalRole').filter((line) => line.startsWith('lambda:'));
    expect(called).toEqual([expect.stringMatching(/"AskFunction[^"]*".*"CountFunction[^"]*"/)]);
    // Counting reads everybody and sends nothing.
    expect(allowed('CountRole').length).toBeGreaterThan(0);
    expect(allowed('CountRole').filter((line) => /^(?:ses|events|states|secretsmanager):/.test(line))).toEqual([]);
  });

  it('do not end as runs do', () => {
    const patterns = resources(app, 'AWS::Events::Rule').map(([, { Properties }]) =>
      JSON.stringify(Properties.EventPattern ?? {}),
    );
    const endings = patterns.filter((pattern) => pattern.includes('Status Change'));
    expect(endings).toHaveLength(2);
    for (const pattern of endings) expect(pattern).toContain('execution:polyphony-approval:');
  });
});
