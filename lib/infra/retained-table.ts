import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface RetainedTableProps {
  readonly tableName: string;
  readonly deletionProtection: boolean;
  readonly key: IKey;
}

/** A table of items keyed `pk`, `sk` that expire at `ttl` (epoch seconds) and outlive the stack. */
export class RetainedTable extends Construct {
  constructor(scope: Construct, id: string, { tableName, deletionProtection, key }: RetainedTableProps) {
    super(scope, id);
    const table = new Table(this, 'Table', {
      tableName,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new CfnOutput(this, 'Name', { value: table.tableName, description: 'Kept when this stack is deleted' });
  }
}
