import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { dataKey } from './data-key.ts';
import { GeneratedSecret } from './generated-secret.ts';
import { lists } from './lists.ts';
import type { Names } from './names.ts';
import { RetainedTable } from './retained-table.ts';
import type { StageSettings } from './settings.ts';

export interface DataStackProps {
  readonly names: Names;
  readonly settings: StageSettings;
}

/** What must never be lost: people, tallies and keys. The app stack may be deleted and deployed again beside it. */
export class DataStack extends Stack {
  constructor(scope: Construct, { names, settings }: DataStackProps) {
    const { deletionProtection } = settings;
    super(scope, names.data, {
      description: 'Polyphony: people, tallies and keys (retained)',
      terminationProtection: deletionProtection,
    });
    const key = dataKey(this, names.dataKey);
    new RetainedTable(this, 'People', { tableName: names.peopleTable, deletionProtection, key });
    new RetainedTable(this, 'Tallies', { tableName: names.tallyTable, deletionProtection, key });
    lists(this, names, key);
    new GeneratedSecret(this, 'TokenSecret', {
      secretName: names.tokenSecret,
      description: 'Signs the links in messages and the tokens of apps; rotating it ends every link already sent',
      key,
    });
    new GeneratedSecret(this, 'AddressSecret', {
      secretName: names.addressSecret,
      description: 'Keys the hashes of addresses; changing it forgets every suppression of an erased person',
      key,
    });
  }
}
