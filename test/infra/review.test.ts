import { type App, Stack, Validations } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { newApp } from '../../lib/infra/polyphony-app.ts';
import type { ProviderChoice } from '../../lib/infra/provider-wiring.ts';
import type { StageInput } from '../../lib/infra/settings.ts';
import { compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { example, stacks, talkative } from './stand-in.ts';

/** Every setting that there is, so that every construct is there. */
const everything: StageInput = {
  ...talkative.settings,
  ...example,
  email: { from: 'hello@example.com', identity: 'example.com', configurationSet: 'ours' },
  sns: {
    fcmApplication: 'arn:aws:sns:us-east-1:000000000000:app/GCM/example',
    apnsApplication: 'arn:aws:sns:us-east-1:000000000000:app/APNS/example',
    senderId: 'Example',
  },
  fcm: { projectId: 'example-app', secret: 'polyphony/fcm' },
  twilio: {
    accountSid: `AC${'0'.repeat(32)}`,
    secret: 'polyphony/twilio',
    number: '+15005550006',
    messagingServiceSid: `MG${'0'.repeat(32)}`,
    whatsappNumber: '+14155238886',
  },
  endUserMessaging: {
    originationIdentity: 'arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-example',
    whatsappNumber: 'arn:aws:social-messaging:us-east-1:000000000000:phone-number-id/example',
  },
  api: { domain: 'm.example.com' },
  alarms: { email: 'oncall@example.com' },
  segment: { partnerBus: 'aws.partner/segment.com/abc123' },
  mparticle: { webhook: true },
  deletionProtection: true,
  logRetention: 365,
};

const everyProvider: ProviderChoice = {
  email: ['ses'],
  push: ['pinpoint', 'sns', 'fcm'],
  sms: ['end-user-messaging', 'sns', 'twilio'],
  whatsapp: ['end-user-messaging', 'twilio'],
  inapp: ['inbox'],
};

describe('a synthesis', () => {
  it.each<[string, string, StageInput, ProviderChoice]>([
    ['the least settings', 'default', example, { email: ['ses'], push: ['pinpoint'], inapp: ['inbox'] }],
    ['every setting and provider', 'prod', everything, everyProvider],
  ])('has no finding that is not accepted, with %s', (_, stage, settings, providers) => {
    const compiled = journeys.map((journey) => compileJourney(journey, program));
    const { app } = stacks({ stage, settings, journeys: compiled, providers, lint: true });
    expect(() => (app.node.root as App).synth()).not.toThrow();
  });

  it('is refused for what a rule pack finds', () => {
    const app = newApp({ builtinCloudFormationValidation: false });
    new CfnQueue(new Stack(app, 'Careless'), 'Queue');
    expect(() => app.synth()).toThrow('AwsSolutions-SQS4');
  });

  it('is refused for what CloudFormation would refuse', () => {
    const app = newApp();
    new CfnRule(new Stack(app, 'Wrong'), 'Rule', { state: 'ON', eventPattern: { source: ['a'] } });
    expect(() => app.synth()).toThrow("State: 'ON' is not one of");
  });
});

it('names a day and a reason with each finding that is accepted', () => {
  const { app, data } = stacks();
  const accepted = [app, data].flatMap((stack) =>
    stack.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data: reasons }) => Object.entries(reasons as Record<string, string>)),
  );
  expect(accepted.length).toBeGreaterThan(10);
  for (const [, reason] of accepted) expect(JSON.stringify(reason)).toMatch(/\d{4}-\d\d-\d\d: .{30,}/);
});
