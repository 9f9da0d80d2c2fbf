import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { DeployableJourney } from '../../lib/infra/app-context.ts';
import { addStacks, newApp } from '../../lib/infra/polyphony-app.ts';
import type { ProviderChoice } from '../../lib/infra/provider-wiring.ts';
import type { StageInput } from '../../lib/infra/settings.ts';
import { allVerbs } from '../../lib/infra/verbs.ts';

/** Functions that do nothing: templates do not depend on what is in a bundle. */
const bundles = mkdtempSync(join(tmpdir(), 'bundles-'));
for (const verb of allVerbs) {
  mkdirSync(join(bundles, verb));
  writeFileSync(join(bundles, verb, 'index.mjs'), 'export const handler = async () => {};');
}

export const example: StageInput = {
  email: { from: 'hello@example.com' },
  push: { pinpointApplicationId: '0'.repeat(32) },
};

/** What a program needs that sends text and WhatsApp messages too, by Twilio first. */
export const talkative: Pick<Given, 'settings' | 'providers'> = {
  settings: {
    ...example,
    twilio: {
      accountSid: `AC${'0'.repeat(32)}`,
      secret: 'polyphony/twilio',
      number: '+15005550006',
      whatsappNumber: '+14155238886',
    },
    endUserMessaging: {
      originationIdentity: 'arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-example',
      whatsappNumber: 'arn:aws:social-messaging:us-east-1:000000000000:phone-number-id/example',
    },
  },
  providers: {
    email: ['ses'],
    push: ['pinpoint'],
    sms: ['twilio', 'end-user-messaging'],
    whatsapp: ['twilio', 'end-user-messaging'],
    inapp: ['inbox'],
  },
};

/** The smallest journey: one step, entered by one event. */
export const journeyNamed = (name: string, goal = 'bought', exits: string[] = []): DeployableJourney => ({
  name,
  definition: { StartAt: 'over', States: { over: { Type: 'Succeed' } } },
  entryPattern: { 'detail-type': ['came'], source: [{ 'anything-but': 'polyphony' }], detail: { plan: ['pro'] } },
  rules: { goal: { on: goal }, exits },
});

export interface Given {
  readonly stage?: string;
  readonly settings?: StageInput;
  readonly journeys?: readonly DeployableJourney[];
  readonly providers?: ProviderChoice;
  readonly lint?: boolean;
}

/** Both stacks, not yet synthesized. */
export function stacks({
  stage = 'default',
  settings = example,
  journeys = [journeyNamed('welcome')],
  providers = { email: ['ses'], push: ['pinpoint'], inapp: ['inbox'] },
  lint = false,
}: Given = {}) {
  // Linting for CloudFormation takes seconds; it has a test of its own.
  return addStacks(newApp({ builtinCloudFormationValidation: lint }), {
    stage,
    stages: { default: settings, prod: settings, [stage]: settings },
    journeys,
    providers,
    bundles,
  });
}

/** The templates of both stacks, reviewed by the rule packs as at every synthesis. */
export function synthesized(given: Given = {}) {
  const { data, app } = stacks(given);
  return { data: Template.fromStack(data), app: Template.fromStack(app) };
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** All resources of a type, by logical id. */
export function resources(template: Template, type?: string): [string, Resource][] {
  const all: Readonly<Record<string, Resource>> = template.toJSON().Resources;
  return Object.entries(all).filter(([, { Type }]) => type === undefined || Type === type);
}
