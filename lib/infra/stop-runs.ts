import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AppContext } from './app-context.ts';
import type { Accepted } from './review.ts';
import { allow } from './verb-function.ts';

/**
 * Lets a function stop any run of this stage. Not only those of the journeys that are in the code: a journey may be
 * removed while people are inside, its machine runs on, and an erasure or a goal that other journeys share must still
 * end their runs; without the permission the event would fail for everything else that it should do, too.
 * Executions are named by run and machines by journey, so the stage's prefix is the finest that holds for both; a
 * stage whose name begins as ours does is left out again.
 */
export function stopRuns({ arns, neighbours }: Pick<AppContext, 'arns' | 'neighbours'>): PolicyStatement[] {
  const actions = ['states:StopExecution'];
  const theirs = neighbours.map((bus) => arns.executions(bus));
  return [
    allow(actions, arns.executions()),
    ...(theirs.length > 0 ? [new PolicyStatement({ effect: Effect.DENY, actions, resources: theirs })] : []),
  ];
}

/** The finding about the statement above. */
export const mayStopAny = ({ names }: Pick<AppContext, 'names'>): Accepted => ({
  rule: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${names.bus}-*:*]`,
  on: '2026-11-23',
  because: 'an erasure or a shared goal ends runs of journeys that are no longer in the code, too',
});
