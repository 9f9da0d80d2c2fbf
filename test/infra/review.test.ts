import { type App, Stack, Validations } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { newApp } from '../../lib/infra/polyphony-app.ts';
import type { StageInput } from '../../lib/infra/settings.ts';
import { compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { example, stacks } from './stand-in.ts';

/** Every setting that there is, so that every construct is there. */
const everything: StageInput = {
  ...example,
  api: { domain: 'm.example.com' },
  alarms: { email: 'oncall@example.com' },
  segment: { partnerBus: 'aws.partner/segment.com/abc123' },
  mparticle: { webhook: true },
  deletionProtection: true,
  logRetention: 365,
};

describe('a synthesis', () => {
  it.each<[string, string, StageInput]>([
    ['the least settings', 'default', example],
    ['every setting', 'prod', everything],
  ])('has no finding that is not accepted, with %s', (_, stage, settings) => {
    const compiled = journeys.map((journey) => compileJourney(journey, program));
    const { app } = stacks({ stage, settings, journeys: compiled, lint: true });
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
