import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { accept } from '../review.ts';
import { mayStopAny, stopRuns } from '../stop-runs.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** Sweeps the data of a person who is being erased: what the erasures' state machine calls. */
export function erase(scope: Construct, context: AppContext): Lambda {
  const { names, arns } = context;
  const verb = new VerbFunction(scope, 'Erase', context, {
    verb: 'erase',
    description: 'Deletes everything under the id of a person who is being erased, and stops their runs',
    environment: { ADDRESS_SECRET: names.addressSecret, STATE_MACHINE_PREFIX: arns.machinePrefix },
    data: 'write',
    secrets: true,
    permissions: [
      allow(
        ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
        arns.people,
      ),
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret),
      ...stopRuns(context),
    ],
  });
  accept(verb, mayStopAny(context));
  return verb.lambda;
}
