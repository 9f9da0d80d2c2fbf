import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, type PolicyStatementProps, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Names } from './names.ts';

/**
 * What logs and dead letters are encrypted with: all in the app stack that may hold a word about a person. It goes with
 * the stack, as they do. What carries ids only (executions, the alarms' topic) needs no key of ours.
 */
export function workKey(scope: Construct, names: Names): Key {
  const key = new Key(scope, 'Key', {
    alias: names.workKey,
    description: 'Polyphony: encrypts logs and dead letters of the app stack',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const permit = (props: PolicyStatementProps) =>
    key.addToResourcePolicy(new PolicyStatement({ resources: ['*'], ...props }));
  permit({
    sid: 'LogsOfThisStage',
    principals: [new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
    actions: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
      'kms:DescribeKey',
    ],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': Object.values(names.logs).map(
          (name) => `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${name}`,
        ),
      },
    },
  });
  permit({
    // Which rules may write to which queue, each queue's own policy says; here only that nothing else is encrypted.
    sid: 'EventBridgeToDeadLetters',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:sqs:arn': `arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:${names.bus}-*-dead-letters`,
      },
    },
  });
  return key;
}
