import { Aws, CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Names } from './names.ts';
import { accept } from './review.ts';

/** Names of buckets are one space for all the world. */
export const listsBucket = (
  { lists }: Pick<Names, 'lists'>,
  account: string = Aws.ACCOUNT_ID,
  region: string = Aws.REGION,
) => `${lists}-${account}-${region}`;

/** Where lists of people lie that launches read, and what became of their lines: ids only, and for three months. */
export function lists(scope: Construct, names: Names, key: IKey): void {
  const bucket = new Bucket(scope, 'Lists', {
    bucketName: listsBucket(names),
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [{ expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accept(bucket, {
    rule: 'AwsSolutions-S1',
    on: '2026-11-24',
    because: 'it holds user ids for three months; who reads it is in the trail of its key',
  });
  new CfnOutput(scope, 'ListsBucket', {
    value: bucket.bucketName,
    description: 'Lists of people for launches go here',
  });
}
