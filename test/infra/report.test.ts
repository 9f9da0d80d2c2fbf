import { describe, expect, it } from 'vitest';
import { example, journeyNamed, resources, synthesized } from './stand-in.ts';

const journeys = [journeyNamed('welcome'), journeyNamed('win-back')];
const { app } = synthesized({ journeys });
const dashboards = new Map(
  resources(app, 'AWS::CloudWatch::Dashboard').map(([, { Properties }]) => [
    Properties.DashboardName,
    JSON.stringify(Properties.DashboardBody),
  ]),
);

describe('the report', () => {
  it('has a dashboard of all journeys and one of each, by the report’s own function', () => {
    expect([...dashboards.keys()]).toEqual([
      'polyphony',
      'polyphony-report',
      'polyphony-report-welcome',
      'polyphony-report-win-back',
    ]);
    const welcome = dashboards.get('polyphony-report-welcome') ?? '';
    expect(welcome).toContain('\\"part\\":\\"attribution\\"');
    expect(welcome).toContain('Journey=\\\\\\"welcome\\\\\\"');
    expect(welcome).not.toContain('win-back');
  });

  it('reads counters and its secret, and nothing of anybody', () => {
    const [, policy] = resources(app, 'AWS::IAM::Policy').find(([id]) => id.startsWith('Report')) ?? [];
    const text = JSON.stringify(policy?.Properties.PolicyDocument);
    expect(text).toContain('table/polyphony-tallies');
    expect(text).not.toContain('polyphony-people');
    expect(text.match(/dynamodb:\w+/g)).toEqual(['dynamodb:Query']);
  });

  it.each([
    [undefined, '0'],
    [{ open: true }, '1'],
  ])('is open to all only where the settings say so: %j', (report, open) => {
    const { app: stack } = synthesized({ settings: { ...example, ...(report && { report }) } });
    stack.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'polyphony-report',
      Environment: { Variables: { REPORT_OPEN: open, TOKEN_SECRET: 'polyphony/token', TALLIES: 'polyphony-tallies' } },
    });
  });
});

it('hears the events of all goals and funnels, and not the entry again', () => {
  const [first = journeyNamed('welcome')] = journeys;
  const rules = {
    ...first.rules,
    enter: { on: 'came' },
    goals: { invited: { on: 'invited' } },
    funnel: ['came', 'looked', 'bought'],
  };
  const { app: stack } = synthesized({ journeys: [{ ...first, rules }] });
  stack.hasResourceProperties('AWS::Events::Rule', {
    Name: 'conclude-0',
    EventPattern: { 'detail-type': ['bought', 'invited', 'looked'] },
  });
});
