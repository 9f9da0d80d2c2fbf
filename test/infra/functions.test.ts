import { describe, expect, it } from 'vitest';
import { letterVerbs, verbs } from '../../lib/infra/verbs.ts';
import shipped from '../../polyphony.config.ts';
import { example, resources, synthesized, talkative } from './stand-in.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly NotResource?: unknown;
}

const sends = /^(?:ses|mobiletargeting|sns|sms-voice|social-messaging):/;

const { app } = synthesized(talkative);
const [keyId] = resources(app, 'AWS::KMS::Key')[0] ?? [];
const functions = resources(app, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);

/** What one function's policy states. */
const statementsOf = (verb: string, template = app): Statement[] =>
  resources(template, 'AWS::IAM::Policy')
    .filter(([id]) => id.toLowerCase().startsWith(verb))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);

/** What one function may do, as "action" → resources. */
function permissionsOf(verb: string): Map<string, string> {
  const allowed = statementsOf(verb).filter(({ Effect }) => Effect === 'Allow');
  return new Map(
    allowed.flatMap(({ Action, Resource }) => [Action].flat().map((action) => [action, JSON.stringify(Resource)])),
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
        Timeout: properties.FunctionName === 'polyphony-learn' ? 900 : 30,
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
      });
    }
    for (const [, { Properties }] of resources(app, 'AWS::Logs::LogGroup'))
      expect(Properties).toMatchObject({ RetentionInDays: 30, KmsKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] } });
  });

  it('have dead letters where events come in, and are told where', () => {
    const names = (which: typeof functions) => which.map(({ FunctionName }) => FunctionName).sort();
    expect(names(functions.filter(({ DeadLetterConfig }) => DeadLetterConfig))).toEqual(
      ['conclude', 'enter', 'identify', 'learn', 'listen'].map((verb) => `polyphony-${verb}`),
    );
    const told = functions.filter(({ Environment }) => JSON.stringify(Environment).includes('"DEAD_LETTERS":{"Ref":'));
    expect(names(told)).toEqual(letterVerbs.map((verb) => `polyphony-${verb}`).sort());
    for (const [, { Properties }] of resources(app, 'AWS::SQS::Queue')) {
      expect(Properties).toMatchObject({
        KmsMasterKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] },
        MessageRetentionPeriod: 14 * 24 * 3600,
      });
    }
  });

  it('know their tables, their bus and what else they need', () => {
    const touch = functions.find(({ FunctionName }) => FunctionName === 'polyphony-touch');
    expect(touch?.Environment).toEqual({
      Variables: {
        TABLE: 'polyphony-people',
        TALLIES: 'polyphony-tallies',
        BUS: 'polyphony',
        METRICS: 'Polyphony',
        API_URL: { 'Fn::GetAtt': [expect.any(String), 'ApiEndpoint'] },
        TOKEN_SECRET: 'polyphony/token',
        ADDRESS_SECRET: 'polyphony/address',
        EMAIL_FROM: 'hello@example.com',
        SES_CONFIGURATION_SET: 'polyphony',
        PINPOINT_APPLICATION_ID: '0'.repeat(32),
        SMS_ORIGINATION_IDENTITY: talkative.settings?.endUserMessaging?.originationIdentity,
        TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
        TWILIO_NUMBER: '+15005550006',
        TWILIO_SECRET: 'polyphony/twilio',
        TWILIO_WHATSAPP_NUMBER: '+14155238886',
        WHATSAPP_NUMBER: talkative.settings?.endUserMessaging?.whatsappNumber,
      },
    });
  });

  it('take webhooks only where the program sends by whoever calls them', () => {
    const without = synthesized().app;
    expect(JSON.stringify(without.toJSON()).match(/polyphony-receive|\/webhooks\/|TWILIO/g)).toBeNull();
    const receive = functions.find(({ FunctionName }) => FunctionName === 'polyphony-receive');
    expect(receive?.Environment).toMatchObject({
      Variables: {
        API_URL: { 'Fn::GetAtt': [expect.any(String), 'ApiEndpoint'] },
        TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
        TWILIO_SECRET: 'polyphony/twilio',
        ADDRESS_SECRET: 'polyphony/address',
      },
    });
  });
});

describe('permissions', () => {
  it('name every action; only tracing and the delivery of logs, which have no finer form, are on every resource', () => {
    for (const [, { Properties }] of resources(app)) {
      const statements = (Properties?.PolicyDocument as { Statement?: Statement[] } | undefined)?.Statement ?? [];
      for (const { Action, Resource } of statements.filter(({ Effect }) => Effect === 'Allow')) {
        expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
        if ([Resource].flat().includes('*'))
          expect([Action].flat().filter((action) => !/^(?:xray|logs):/.test(action))).toEqual([]);
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
      expect([...permissionsOf(verb).keys()].filter((action) => sends.test(action))).toEqual([]);
    }
  });

  it('give touch what each provider that the program names needs, on what the settings name', () => {
    const settings = { ...example, ...shipped.default };
    const stack = synthesized({
      settings,
      providers: { push: ['sns'], sms: ['end-user-messaging', 'sns'], whatsapp: ['end-user-messaging'] },
    }).app;
    const granted = statementsOf('touch', stack)
      .filter(({ Action }) => [Action].flat().some((action) => sends.test(action)))
      .map(({ Action, Resource, NotResource }) => [Action, Resource ?? { not: NotResource }]);
    const devices = (platform: string) => `arn:aws:sns:us-east-1:000000000000:endpoint/${platform}/example/*`;
    expect(granted).toEqual(
      expect.arrayContaining([
        ['sns:CreatePlatformEndpoint', [settings.sns?.apnsApplication, settings.sns?.fcmApplication]],
        ['sns:Publish', [devices('APNS'), devices('GCM')]],
        ['sns:Publish', { not: 'arn:*:sns:*:*:*' }],
        ['sms-voice:SendTextMessage', settings.endUserMessaging?.originationIdentity],
        ['social-messaging:SendWhatsAppMessage', settings.endUserMessaging?.whatsappNumber],
      ]),
    );
    expect(JSON.stringify(granted)).not.toContain('mobiletargeting');
  });

  it('let enter start runs of our journeys, and what people reach by HTTP delete nothing', () => {
    expect(permissionsOf('enter').get('states:StartExecution')).toContain(':stateMachine:polyphony-welcome"');
    for (const verb of ['inbox', 'follow', 'withdraw', 'receive']) {
      const actions = [...permissionsOf(verb).keys()];
      expect(actions.filter((action) => /Delete|^states:/.test(action))).toEqual([]);
    }
    expect(permissionsOf('follow').has('secretsmanager:GetSecretValue')).toBe(false);
  });

  it('let erase alone delete people, and identify start it and nothing else', () => {
    const deleting = verbs.filter((verb) => permissionsOf(verb).has('dynamodb:DeleteItem'));
    // Touch may delete notes of what was given up, and no item of a person.
    expect(deleting.toSorted()).toEqual(['erase', 'touch']);
    expect(permissionsOf('identify').get('states:StartExecution')).toContain(':stateMachine:erasure-polyphony"');
    expect(permissionsOf('identify').has('states:StopExecution')).toBe(false);
  });

  it('let whoever counts write counters and what causes them in one transaction', () => {
    for (const verb of ['enter', 'enlist', 'conclude', 'touch', 'listen', 'withdraw', 'inbox', 'follow', 'receive']) {
      const on = (action: string) =>
        JSON.stringify(statementsOf(verb).filter(({ Action }) => [Action].flat().includes(action)));
      expect(on('dynamodb:PutItem'), verb).toContain('table/polyphony-people');
      expect(on('dynamodb:UpdateItem'), verb).toContain('table/polyphony-people');
      expect(on('dynamodb:UpdateItem'), verb).toContain('table/polyphony-tallies');
    }
    expect(permissionsOf('enter').has('states:StopExecution')).toBe(false);
    expect(permissionsOf('conclude').has('states:StartExecution')).toBe(false);
  });

  it('let nobody but touch send, and receive read its two secrets', () => {
    for (const verb of verbs.filter((each) => each !== 'touch'))
      expect([...permissionsOf(verb).keys()].filter((action) => sends.test(action))).toEqual([]);
    expect(permissionsOf('receive').get('secretsmanager:GetSecretValue')).toMatch(
      /polyphony\/address.*polyphony\/twilio/,
    );
  });

  it('let prefer read and write one person at a time, and nothing else', () => {
    expect([...permissionsOf('prefer').keys()].filter((action) => /^(?:dynamodb|states|events):/.test(action))).toEqual(
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    );
  });

  it.each(['conclude', 'erase'])('let %s stop any run of this stage, also of a removed journey', (verb) => {
    const stopping = statementsOf(verb).filter(({ Action }) => [Action].flat().includes('states:StopExecution'));
    expect(
      stopping.map(({ Effect, Resource }) => [Effect, JSON.stringify(Resource).match(/:execution:[^"]*/)?.[0]]),
    ).toEqual([
      ['Allow', ':execution:polyphony-*:*'],
      ['Deny', ':execution:polyphony-prod-*:*'],
    ]);
    const other = synthesized({ stage: 'prod' }).app;
    expect(JSON.stringify(other.toJSON())).toContain(':execution:polyphony-prod-*:*');
    expect(JSON.stringify(other.toJSON())).not.toContain('"Effect":"Deny","Action":"states:StopExecution"');
  });

  it('open the data key through the services that each uses, and no function itself', () => {
    const through = (verb: string) =>
      statementsOf(verb)
        .filter(({ Condition }) => Condition?.StringEquals?.['kms:ViaService'])
        .map(({ Action, Condition }) => [Action, JSON.stringify(Condition)] as const);
    for (const verb of verbs) {
      expect(through(verb)).toHaveLength(1);
      expect(through(verb)[0]?.[1]).toContain('"kms:ResourceAliases":"alias/polyphony-data"');
      expect(through(verb)[0]?.[1].includes('secretsmanager')).toBe(!['follow', 'learn'].includes(verb));
      expect(through(verb)[0]?.[1].includes('dynamodb')).toBe(verb !== 'publish');
    }
  });

  it('let EventBridge and the logs use the work key for what is ours only', () => {
    const [, key] = resources(app, 'AWS::KMS::Key')[0] ?? [];
    const { Statement = [] } = (key?.Properties.KeyPolicy ?? {}) as { Statement?: (Statement & { Sid?: string })[] };
    const ours = new Map(Statement.map(({ Sid, Condition }) => [Sid, JSON.stringify(Condition)]));
    expect(ours.get('EventBridgeToDeadLetters')).toMatch(/aws:sqs:arn.*:polyphony-\*-dead-letters/);
    expect(ours.get('LogsOfThisStage')).toMatch(/aws:logs:arn.*\/aws\/lambda\/polyphony-\*/);
  });
});
