import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import type { Accepted } from './review.ts';

/** What people, tallies and secrets are encrypted with. It is retained: without it they are noise. */
export function dataKey(scope: Construct, alias: string): Key {
  return new Key(scope, 'Key', {
    alias,
    description: 'Polyphony: encrypts the tables and secrets of the data stack',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** Services that open something of the data stack on a function's behalf. */
export type DataService = 'dynamodb' | 'secretsmanager' | 's3';

const reading = ['kms:Decrypt', 'kms:DescribeKey'];
const writing = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/**
 * Lets a function's calls to these services use the data key, and the function itself never. The key is named by its
 * alias in a condition, because the other stack's key id would have to be exported, and an export in use cannot change.
 */
export function useDataKey(
  { names }: Pick<AppContext, 'names'>,
  access: 'read' | 'write',
  services: readonly DataService[],
): PolicyStatement {
  return new PolicyStatement({
    actions: access === 'write' ? [...reading, ...writing] : reading,
    resources: [`arn:${Aws.PARTITION}:kms:${Aws.REGION}:${Aws.ACCOUNT_ID}:key/*`],
    conditions: {
      StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${Aws.REGION}.amazonaws.com`) },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': names.dataKey },
    },
  });
}

export const keyByAlias: Accepted = {
  rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/*]',
  on: '2026-11-23',
  because:
    'narrowed by conditions to the one key that has the alias of this stage, through the services that hold its data',
};
