import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { accept } from './review.ts';

export interface GeneratedSecretProps {
  readonly secretName: string;
  readonly description: string;
  readonly key: IKey;
  /** Why no schedule changes it. @default links already sent and suppressions depend on it */
  readonly unrotated?: string;
}

const lasting =
  'links already sent and suppressions depend on its value; docs/operate.md says when and how to change it';

/** A key that nobody chose and that outlives the stack. */
export class GeneratedSecret extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { secretName, description, key, unrotated = lasting }: GeneratedSecretProps,
  ) {
    super(scope, id);
    new Secret(this, 'Secret', {
      secretName,
      description,
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    accept(this, {
      rule: 'AwsSolutions-SMG4',
      on: '2026-11-23',
      because: unrotated,
    });
  }
}
