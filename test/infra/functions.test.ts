import { describe, expect, it } from 'vitest';
import { verbs } from '../../lib/infra/verbs.ts';
import { resources, synthesized } from './stand-in.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const { app } = synthesized();
const functions = resources(app, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);

/** What one function may do, as "action" → resources. */
function permissionsOf(verb: string): Map<string, string> {
  const documents = resources(app, 'AWS::IAM::Policy')
    .filter(([id]) => id.toLowerCase().startsWith(verb))
    .map(([, { Properties }]) => Properties.PolicyDocument as { Statement: Statement[] });
  const statements = documents.flatMap(({ Statement }) => Statement);
  return new Map(
    statements.flatMap(({ Action, Resource }) => [Action].flat().map((action) => [action, JSON.stringify(Resource)])),
  );
}

describe('functions', () => {
  it('are one a verb, on Node 24 and arm64, traced, with a log that ends', () => {
    expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(
      verbs.map((verb) => `polyphony-${verb}`).sort(),
    );
    for (const properties of functions) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Timeout: 30,
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
      });
    }
    for (const [, { Properties }] of resources(app, 'AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(30);
  });

  it('have dead letters where events come in, and are told where', () => {
    const withQueue = functions.filter(({ DeadLetterConfig }) => DeadLetterConfig);
    expect(withQueue.map(({ FunctionName }) => FunctionName).sort()).toEqual(
      ['conclude', 'enter', 'identify', 'listen'].map((verb) => `polyphony-${verb}`),
    );
    for (const { Environment } of withQueue) {
      expect(Environment).toMatchObject({ Variables: { DEAD_LETTERS: { Ref: expect.any(String) } } });
    }
    for (const [, { Properties }] of resources(app, 'AWS::SQS::Queue')) {
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 });
    }
  });

  it('know their tables, their bus and what else they need', () => {
    const touch = functions.find(({ FunctionName }) => FunctionName === 'polyphony-touch');
    expect(touch?.Environment).toEqual({
      Variables: {
        TABLE: 'polyphony-people',
        TALLIES: 'polyphony-tallies',
        BUS: 'polyphony',
        API_URL: { 'Fn::GetAtt': [expect.any(String), 'ApiEndpoint'] },
        TOKEN_SECRET: 'polyphony/token',
        EMAIL_FROM: 'hello@example.com',
        SES_CONFIGURATION_SET: 'polyphony',
        COMPANY_NAME: 'Example',
        POSTAL_ADDRESS: '1 Road',
        PINPOINT_APPLICATION_ID: '0'.repeat(32),
      },
    });
  });
});

describe('permissions', () => {
  it('name every action; only tracing, which has no finer form, is on every resource', () => {
    for (const [, { Properties }] of resources(app)) {
      const statements = (Properties?.PolicyDocument as { Statement?: Statement[] } | undefined)?.Statement ?? [];
      for (const { Action, Resource } of statements) {
        expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
        if ([Resource].flat().includes('*'))
          expect([Action].flat().every((action) => action.startsWith('xray:'))).toBe(true);
      }
    }
    expect(JSON.stringify(app.toJSON())).not.toContain('ManagedPolicyArns');
  });

  it('let touch alone send, and only from its identity and application', () => {
    expect(permissionsOf('touch').get('ses:SendEmail')).toMatch(
      /:configuration-set\/polyphony".*:identity\/example\.com"/,
    );
    expect(permissionsOf('touch').get('mobiletargeting:SendMessages')).toContain(`apps/${'0'.repeat(32)}/messages`);
    for (const verb of verbs.filter((other) => other !== 'touch')) {
      expect([...permissionsOf(verb).keys()].filter((action) => /^(?:ses|mobiletargeting):/.test(action))).toEqual([]);
    }
  });

  it('let enter start and conclude stop runs of our journeys, and inbox only read', () => {
    expect(permissionsOf('enter').get('states:StartExecution')).toContain(':stateMachine:polyphony-welcome"');
    expect(permissionsOf('conclude').get('states:StopExecution')).toContain(':execution:polyphony-welcome:*"');
    expect([...permissionsOf('inbox').keys()].filter((action) => /^(?:dynamodb|states|events):/.test(action))).toEqual([
      'dynamodb:Query',
    ]);
  });
});
