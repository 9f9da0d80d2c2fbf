import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface GeneratedSecretProps {
  readonly secretName: string;
  readonly description: string;
}

/** A key that nobody chose and that outlives the stack: links in sent messages and suppressions depend on it. */
export class GeneratedSecret extends Construct {
  constructor(scope: Construct, id: string, { secretName, description }: GeneratedSecretProps) {
    super(scope, id);
    new Secret(this, 'Secret', {
      secretName,
      description,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
