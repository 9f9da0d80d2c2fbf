import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventSchemas } from '../lambdas/schemas.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'schemas');

/** `npm run schemas` writes the schema of each event into docs/schemas; a test fails while they are stale. */
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const [type, schema] of Object.entries(eventSchemas())) {
  await writeFile(join(folder, `${type}.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
