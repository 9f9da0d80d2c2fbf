import { App, type AppProps } from 'aws-cdk-lib';
import type { DeployableJourney, OrderChoice } from './app-context.ts';
import { AppStack } from './app-stack.ts';
import { DataStack } from './data-stack.ts';
import { checkJourneyNames, namesOf, neighboursOf } from './names.ts';
import type { ProviderChoice } from './provider-wiring.ts';
import { reviewed } from './review.ts';
import { settingsOf } from './settings.ts';

export interface PolyphonyProps {
  readonly stage: string;
  readonly stages: Readonly<Record<string, unknown>>;
  readonly journeys: readonly DeployableJourney[];
  readonly providers: ProviderChoice;
  readonly orders?: OrderChoice | undefined;
  readonly bundles: string;
}

/** The two stacks of one stage. */
export function addStacks(app: App, { stage, stages, journeys, providers, orders, bundles }: PolyphonyProps) {
  const settings = settingsOf(stages, stage);
  const names = namesOf(stage);
  checkJourneyNames(
    journeys.map(({ name }) => name),
    Object.keys(stages),
  );
  const data = new DataStack(app, { names, settings });
  const neighbours = neighboursOf(stage, Object.keys(stages));
  const stack = new AppStack(app, { names, settings, neighbours, journeys, providers, orders, bundles });
  // By name, not by export: an export that is in use could never change again.
  stack.addStackDependency(data);
  return { data, app: stack };
}

/** An app that synthesizes the same whether the CDK's command line runs it or not: it reads no flags of cdk.json. */
export function newApp(props: AppProps = {}): App {
  const app = new App({
    analyticsReporting: false,
    autoSynth: false,
    postCliContext: {
      '@aws-cdk/aws-iam:minimizePolicies': true,
      '@aws-cdk/core:checkSecretUsage': true,
      // What CloudFormation would refuse fails the synthesis; by default the CDK only warns of it.
      '@aws-cdk/core:strictCfnValidateErrors': true,
      '@aws-cdk/aws-lambda:createNewPoliciesWithAddToRolePolicy': false,
    },
    ...props,
  });
  return reviewed(app);
}
