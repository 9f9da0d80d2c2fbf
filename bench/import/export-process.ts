import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { importFile } from '../../lib/cli/import/import-file.ts';
import { readOptions } from '../../lib/cli/import/options.ts';
import { heldMemory } from '../held-memory.ts';

// Imports an export of so many lines, one in a hundred broken, and publishes to nobody; says how long it took, how much
// memory it held, and how long csv-parse took to read the same file and do nothing with it.

const lines = Number(process.argv[2]);
const folder = await mkdtemp(join(tmpdir(), 'bench-import-'));
const file = join(folder, 'subscribed_members.csv');

function* text() {
  yield 'Email Address,First Name,OPTIN_TIME,CONFIRM_TIME,CC,TIMEZONE,Customer No\n';
  for (let n = 0; n < lines; n++) {
    const times = '2026-01-02 10:00:00,2026-01-02 10:05:00';
    yield n % 100 === 99
      ? `user-${n}@example.com,Ada,${times}\n`
      : `user-${n}@example.com,Ada,${times},DE,Europe/Berlin,user-${n}\n`;
  }
}
await pipeline(Readable.from(text()), createWriteStream(file));

const asked = readOptions([file, '--from', 'mailchimp', '--dry-run', '--user-id', 'Customer No'], {});
if (asked === 'help' || 'wrong' in asked) throw new Error(JSON.stringify(asked));
let most = 0;
let looking = 0;
let stretch = 0;
const began = performance.now();
const done = await importFile(asked, {
  publish: async () => {},
  advanced() {
    if (stretch++ % 100 !== 0) return;
    const from = performance.now();
    most = Math.max(most, heldMemory());
    looking += performance.now() - from;
  },
  isStopped: () => false,
});
const seconds = (performance.now() - began - looking) / 1_000;
if (typeof done === 'string') throw new Error(done);
most = Math.max(most, heldMemory());

const from = performance.now();
let records = 0;
for await (const _record of createReadStream(file).pipe(parse({ relax_column_count: true }))) records += 1;
const parsing = (performance.now() - from) / 1_000;
if (records !== lines + 1) throw new Error(`csv-parse found ${records} records in ${lines + 1} lines`);

await rm(folder, { recursive: true });
process.send?.({ ...done.tally, seconds, most, parsing });
process.disconnect?.();
