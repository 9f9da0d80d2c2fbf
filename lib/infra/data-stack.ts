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

const heldByOthers =
  'apps and platforms hold it too: it changes when people change it there, and until then two values count';

/** What must never be lost: people, tallies and keys. The app stack may be deleted and deployed again beside it. */
export class DataStack extends Stack {
  constructor(scope: Construct, { names, settings }: DataStackProps) {
    const { deletionProtection, segment, mparticle } = settings;
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
    const shared = (id: string, secretName: string, description: string) =>
      new GeneratedSecret(this, id, { secretName, description, key, unrotated: heldByOthers });
    shared('EventsSecret', names.eventsSecret, 'Keys of apps that publish to POST /events, one a line');
    if (segment?.webhook)
      shared('SegmentSecret', names.segmentSecret, "Signs the calls of Segment's webhook, one a line");
    if (mparticle)
      shared('MparticleSecret', names.mparticleSecret, "Opens the webhook for mParticle's batches, one a line");
  }
}
