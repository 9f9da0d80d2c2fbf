import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AppContext, DeployableJourney } from './app-context.ts';
import { allow } from './verb-function.ts';

/** Lets a function start runs of these journeys; nothing when there are none. */
export function startRuns(
  { arns }: Pick<AppContext, 'arns'>,
  journeys: readonly Pick<DeployableJourney, 'name'>[],
): PolicyStatement[] {
  return journeys.length > 0
    ? [allow(['states:StartExecution'], ...journeys.map(({ name }) => arns.machine(name)))]
    : [];
}
