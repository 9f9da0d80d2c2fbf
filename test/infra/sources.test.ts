import { describe, expect, it } from 'vitest';
import type { StageInput } from '../../lib/infra/settings.ts';
import { example, resources, synthesized } from './stand-in.ts';

const partnerBus = 'aws.partner/segment.com/abc123';
const appWith = (more: Partial<StageInput>) => synthesized({ settings: { ...example, ...more } }).app;
const routes = (app: ReturnType<typeof appWith>) =>
  resources(app, 'AWS::ApiGatewayV2::Route')
    .map(([, { Properties }]) => String(Properties.RouteKey))
    .filter((route) => route.includes('/ingest/'))
    .sort();
const alarmNames = (app: ReturnType<typeof appWith>) =>
  resources(app, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => String(Properties.AlarmName));

describe('customer data platforms', () => {
  it('leave no trace in a template that does not name them', () => {
    const { app, data } = synthesized();
    const texts = [app, data].map((template) => JSON.stringify(template.toJSON()));
    // A bare `segment` would also find X-Ray's and those of an audience.
    const traces = /.{20}(?:ingest|segment\.com|polyphony\/segment|SEGMENT_SECRET|mparticle).{20}/gi;
    for (const text of texts) expect(text.match(traces)).toBeNull();
  });

  it('come by webhook to a function that may read their secrets and publish in their names, and nothing else', () => {
    const app = appWith({ segment: {}, mparticle: { webhook: true } });
    expect(routes(app)).toEqual(['POST /ingest/mparticle', 'POST /ingest/segment']);
    app.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'polyphony-ingest',
      Environment: { Variables: { SEGMENT_SECRET: 'polyphony/segment', MPARTICLE_SECRET: 'polyphony/mparticle' } },
    });
    const policy = resources(app, 'AWS::IAM::Policy').find(([id]) => id.startsWith('Ingest'))?.[1].Properties;
    const { Statement } = (policy?.PolicyDocument ?? { Statement: [] }) as {
      Statement: { Action: string | string[]; Condition?: object }[];
    };
    const actions = Statement.flatMap(({ Action }) => Action).filter((action) => !/^(?:logs|xray|kms):/.test(action));
    expect(actions).toEqual(['secretsmanager:GetSecretValue', 'events:PutEvents']);
    expect(Statement.find(({ Action }) => Action === 'events:PutEvents')?.Condition).toMatchObject({
      'ForAllValues:StringEquals': { 'events:source': ['segment', 'mparticle'] },
    });
    expect(alarmNames(app)).toEqual(
      expect.arrayContaining(['polyphony-unauthorized-segment', 'polyphony-unauthorized-mparticle']),
    );
  });

  it('come from Segment’s own bus by a rule for what is read of it, with dead letters and their alarm', () => {
    const app = appWith({ segment: { partnerBus, webhook: false } });
    expect(routes(app)).toEqual([]);
    app.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: partnerBus,
      Name: 'polyphony-ingest-segment',
      EventPattern: { source: [partnerBus], detail: { type: ['identify', 'track', 'delete'] } },
    });
    const permissions = resources(app, 'AWS::Lambda::Permission').map(([, { Properties }]) =>
      JSON.stringify(Properties),
    );
    expect(permissions.some((text) => text.includes(`rule/${partnerBus}/polyphony-ingest-segment`))).toBe(true);
    const queues = resources(app, 'AWS::SQS::Queue').map(([, { Properties }]) => Properties.QueueName);
    expect(queues).toContain('polyphony-ingest-dead-letters');
    expect(alarmNames(app)).toContain('polyphony-ingest-dead-letters');
    expect(alarmNames(app)).not.toContain('polyphony-unauthorized-segment');
  });
});
