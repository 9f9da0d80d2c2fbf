import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accept } from './review.ts';

/**
 * Where what a function could not be given, could not finish or refused waits for a person: one queue a verb, so
 * that it is clear whose it is. A message's body is the event itself; its attributes say what happened.
 */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { queueName, key }: { readonly queueName: string; readonly key: IKey }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    accept(this, {
      rule: 'Serverless-SQSRedrivePolicy',
      on: '2026-11-23',
      because: 'it is where messages end: people look at them, and an alarm tells them to',
    });
  }

  /** Lets EventBridge put here what these rules could not deliver. */
  acceptFrom(ruleArns: string): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': ruleArns } },
      }),
    );
  }
}
