import { describe, expect, it } from 'vitest';
import { example, journeyNamed, resources, synthesized, talkative } from './stand-in.ts';

describe('state machines', () => {
  const machines = resources(
    synthesized({ journeys: [journeyNamed('welcome'), journeyNamed('win-back')] }).app,
    'AWS::StepFunctions::StateMachine',
  ).filter(([id]) => id.startsWith('Journey'));

  it('are one a journey and outlive it', () => {
    expect(machines.map(([, { Properties }]) => Properties.StateMachineName)).toEqual([
      'polyphony-welcome',
      'polyphony-win-back',
    ]);
    for (const [, machine] of machines) {
      expect(machine).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          StateMachineType: 'STANDARD',
          TracingConfiguration: { Enabled: true },
          LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
        },
      });
    }
  });

  it('are plain strings with one placeholder, under one role', () => {
    for (const [, { Properties }] of machines) {
      expect(typeof Properties.DefinitionString).toBe('string');
      expect(Object.keys(Properties.DefinitionSubstitutions ?? {})).toEqual(['TouchFunctionArn']);
    }
    expect(new Set(machines.map(([, { Properties }]) => JSON.stringify(Properties.RoleArn))).size).toBe(1);
  });

  it('keep their logical ids, which are contract', () => {
    expect(machines.map(([id]) => id)).toMatchInlineSnapshot(`
      [
        "JourneywelcomeMachine6F217D97",
        "JourneywinbackMachine4B10E8D2",
      ]
    `);
  });
});

describe('stages', () => {
  const physical = /^(?!MetricName$)(?:.*Name|Name)$/;
  const namesIn = (stage: string) => {
    const { data, app } = synthesized({ stage });
    const properties = [...resources(data), ...resources(app)].map(
      ([, { Type, Properties }]) => [Type, Properties ?? {}] as const,
    );
    return properties
      .flatMap(([type, values]) =>
        Object.entries(values).flatMap(([key, value]) =>
          // These are unique within something of ours: a rule's name in its bus, a policy's in its role.
          physical.test(key) &&
          typeof value === 'string' &&
          !/ApiGateway|IAM::Policy/.test(type) &&
          !(type === 'AWS::Events::Rule' && typeof values.EventBusName !== 'string')
            ? [`${type} ${value}`]
            : [],
        ),
      )
      .filter((name) => name !== 'AWS::Events::Rule default');
  };

  it('stand side by side in one account: they share no name', () => {
    const [one, other] = [namesIn('default'), namesIn('prod')];
    expect(one.length).toBeGreaterThan(20);
    expect(one.filter((name) => other.includes(name))).toEqual([]);
    expect(other.every((name) => name.includes('polyphony-prod'))).toBe(true);
  });

  it('refuse a journey whose name reads as another stage', () => {
    expect(() => synthesized({ stage: 'prod', journeys: [journeyNamed('prod-welcome')] })).toThrow(
      /must not begin with a stage's/,
    );
  });
});

describe('the HTTP API and email', () => {
  it('has these routes, throttled, its log without who', () => {
    const { app } = synthesized(talkative);
    expect(
      resources(app, 'AWS::ApiGatewayV2::Route')
        .map(([, { Properties }]) => Properties.RouteKey)
        .sort(),
    ).toEqual([
      'GET /inbox',
      'GET /l/{id}',
      'GET /preferences/{token}',
      'GET /report',
      'GET /report/{token}',
      'GET /unsubscribe/{token}',
      'HEAD /l/{id}',
      'POST /events',
      'POST /inbox',
      'POST /preferences/{token}',
      'POST /unsubscribe/{token}',
      'POST /webhooks/twilio/inbound',
      'POST /webhooks/twilio/status',
    ]);
    const stages = resources(app, 'AWS::ApiGatewayV2::Stage').map(([, { Properties }]) => Properties);
    expect(stages).toMatchObject([{ DefaultRouteSettings: { ThrottlingRateLimit: 500 } }]);
    const { Format = '' } = (stages[0]?.AccessLogSettings ?? {}) as { Format?: string };
    // A path ends in a person's token.
    expect(Format).not.toMatch(/path|identity|authorizer|userAgent|sourceIp/i);
    expect(JSON.parse(Format)).toMatchObject({ route: '$context.routeKey', status: '$context.status' });
  });

  it('links to the domain of the settings', () => {
    const { app } = synthesized({ settings: { ...example, api: { domain: 'm.example.com' } } });
    app.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'polyphony-touch',
      Environment: { Variables: { API_URL: 'https://m.example.com' } },
    });
  });

  it('makes a configuration set whose events come back, unless there is one', () => {
    const { app } = synthesized();
    app.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: 'polyphony' });
    app.resourceCountIs('AWS::SES::ConfigurationSetEventDestination', 1);
    const existing = synthesized({
      settings: { ...example, email: { from: 'A <a@b.example>', configurationSet: 'theirs' } },
    });
    existing.app.resourceCountIs('AWS::SES::ConfigurationSet', 0);
    expect(JSON.stringify(existing.app.toJSON())).toContain('identity/b.example');
  });
});
