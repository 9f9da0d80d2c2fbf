import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnRegistry, CfnSchema } from 'aws-cdk-lib/aws-eventschemas';
import type { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';

/** What `npm run schemas` writes: the schema of each event's detail, by type. */
const folder = join(import.meta.dirname, '..', '..', 'docs', 'schemas');

const readSchemas = () =>
  readdirSync(folder)
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as DetailSchema);

interface DetailSchema {
  readonly $schema: string;
  readonly title: string;
  readonly description: string;
}

const text = { type: 'string' };

/** The whole event as the bus delivers it, with the marks by which the registry knows its kind. */
function envelopeOf({ $schema, title, description, ...detail }: DetailSchema): object {
  return {
    $schema,
    title,
    description,
    type: 'object',
    required: ['id', 'source', 'detail-type', 'time', 'detail'],
    'x-amazon-events-detail-type': title,
    properties: {
      id: text,
      source: text,
      'detail-type': { type: 'string', enum: [title] },
      account: text,
      region: text,
      time: { type: 'string', format: 'date-time' },
      resources: { type: 'array', items: text },
      detail,
    },
  };
}

/** A registry in EventBridge with the schema of every event, for whoever looks there and not in the docs. It costs nothing. */
export function eventSchemas(scope: Construct, { names, settings }: AppContext): void {
  if (!settings.schemaRegistry) return;
  const registry = new CfnRegistry(scope, 'Schemas', {
    registryName: names.bus,
    description: 'Polyphony: the events on its bus',
  });
  for (const schema of readSchemas()) {
    new CfnSchema(scope, `Schema-${schema.title}`, {
      registryName: registry.attrRegistryName,
      schemaName: `${names.bus}@${schema.title}`,
      type: 'JSONSchemaDraft4',
      description: schema.description,
      content: JSON.stringify(envelopeOf(schema)),
    });
  }
}
