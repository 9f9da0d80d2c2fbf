import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventVerbs, letterVerbs, verbs } from '../../lib/infra/verbs.ts';
import { example, resources, synthesized, talkative } from './stand-in.ts';

const { app } = synthesized(talkative);
const alarms = resources(app, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operate.md'), 'utf8');

/** Headings of the runbook's alarms, and what is written under each. */
const lines = new Map(
  (runbook.split('\n## Alarms\n')[1]?.split('\n## ')[0] ?? '')
    .split('\n### ')
    .slice(1)
    .map((section) => [section.split('\n')[0] ?? '', section.slice(section.indexOf('\n'))] as const),
);

describe('alarms', () => {
  it('each name a line of the runbook, and each line belongs to one', () => {
    const named = alarms.map(
      ({ AlarmDescription }) => String(AlarmDescription).match(/docs\/operate\.md#([\w-]+)$/)?.[1],
    );
    expect(new Set(named)).toEqual(new Set(lines.keys()));
  });

  it.each([...lines])('%s: the runbook says what it means, where to look and what to do, with a command', (_, text) => {
    for (const part of ['**Means**', '**Look**', '**Do**', '```sh']) expect(text).toContain(part);
  });

  it('ring, and say when it is over', () => {
    const topic = { Ref: resources(app, 'AWS::SNS::Topic')[0]?.[0] };
    for (const { AlarmActions, OKActions } of alarms) expect([AlarmActions, OKActions]).toEqual([[topic], [topic]]);
  });

  it('may publish to their topic, whose policy leaves nobody else in', () => {
    const [, policy] = resources(app, 'AWS::SNS::TopicPolicy')[0] ?? [];
    const text = JSON.stringify(policy?.Properties.PolicyDocument);
    expect(text.match(/"Effect":"Allow"/g)).toHaveLength(1);
    expect(text).toMatch(/:alarm:polyphony-\*.*"Service":"cloudwatch.amazonaws.com"/);
  });

  it('cover every queue, every function and the age of events', () => {
    const names = alarms.map(({ AlarmName }) => String(AlarmName));
    for (const verb of verbs) expect(names).toContain(`polyphony-${verb}-errors`);
    for (const verb of letterVerbs) expect(names).toContain(`polyphony-${verb}-dead-letters`);
    for (const verb of eventVerbs) expect(names).toContain(`polyphony-${verb}-late-events`);
  });

  it('ring at 0.1% complaints and 5% bounces', () => {
    const thresholds = Object.fromEntries(alarms.map(({ MetricName, Threshold }) => [MetricName, Threshold]));
    expect(thresholds).toMatchObject({ 'Reputation.ComplaintRate': 0.001, 'Reputation.BounceRate': 0.05 });
  });

  it('reach the address of the settings, if there is one', () => {
    app.resourceCountIs('AWS::SNS::Subscription', 0);
    const told = synthesized({ settings: { ...example, alarms: { email: 'oncall@example.com' } } });
    told.app.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'oncall@example.com' });
  });
});

describe('the dashboard', () => {
  it('finds journeys that come later by itself, and keeps stages apart', () => {
    const body = JSON.stringify(resources(app, 'AWS::CloudWatch::Dashboard')[0]?.[1].Properties.DashboardBody);
    for (const metric of ['Entered', 'Sent', 'Skipped', 'Held', 'Failed', 'Converted'])
      expect(body).toContain(`MetricName=\\\\\\"${metric}`);
    const other = resources(synthesized({ stage: 'prod' }).app, 'AWS::CloudWatch::Dashboard')[0]?.[1].Properties;
    expect(other?.DashboardName).toBe('polyphony-prod');
    expect(JSON.stringify(other?.DashboardBody)).toContain('Polyphony/prod');
  });
});

describe('outputs', () => {
  it('say what to do next', () => {
    const outputs: Readonly<Record<string, { Description?: string }>> = app.toJSON().Outputs;
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining([
        'BusName',
        'ApiUrl',
        'DashboardUrl',
        'Next1CheckSender',
        'Next2PublishEvent',
        'Next4HearAlarms',
      ]),
    );
    for (const { Description } of Object.values(outputs)) expect(Description).toBeTruthy();
  });
});
