import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { listsBucket } from '../lists.ts';
import { accept } from '../review.ts';
import { startRuns } from '../start-runs.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** Enters the people of a launch, page by page: what the launches' state machine calls. */
export function enlist(scope: Construct, context: AppContext): Lambda {
  const { names, arns, journeys } = context;
  const verb = new VerbFunction(scope, 'Enlist', context, {
    verb: 'enlist',
    description: 'Enters one page of the people of a launch',
    environment: {
      STATE_MACHINE_PREFIX: arns.machinePrefix,
      LAUNCH_MACHINE: arns.launchMachine,
      LISTS: arns.listsName,
      ADDRESS_SECRET: names.addressSecret,
    },
    data: 'write',
    secrets: true,
    lists: true,
    permissions: [
      allow(
        ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        arns.people,
      ),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      // Whether somebody without a ledger was erased is known by a keyed hash.
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret),
      allow(['events:PutEvents'], arns.bus),
      ...startRuns(
        context,
        journeys.filter(({ launch }) => launch),
      ),
      // A launch outgrows the history of one execution.
      allow(['states:StartExecution'], arns.launchMachine),
      allow(['s3:GetObject'], `${arns.lists}/*`),
      allow(['s3:PutObject'], `${arns.lists}/results/*`),
    ],
  });
  for (const keys of ['*', 'results/*']) {
    accept(verb, {
      rule: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${listsBucket(names, '<AWS::AccountId>', '<AWS::Region>')}/${keys}]`,
      on: '2026-11-24',
      because: 'lists are named by whoever launches, and results by the launch: the bucket holds nothing else',
    });
  }
  return verb.lambda;
}
