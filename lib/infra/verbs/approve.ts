import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { approvalMachine } from '../../../statemachines/approval.ts';
import type { AppContext } from '../app-context.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** The page behind an approver's signed link. */
export function approve(scope: Construct, context: AppContext): Lambda {
  const { names, arns } = context;
  return new VerbFunction(scope, 'Approve', context, {
    verb: 'approve',
    description: 'Shows what would be sent, and takes the answer of an approver',
    environment: { TOKEN_SECRET: names.tokenSecret },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['secretsmanager:GetSecretValue'], arns.tokenSecret),
      allow(['states:SendTaskSuccess', 'states:SendTaskFailure'], arns.machine(approvalMachine)),
    ],
  }).lambda;
}
