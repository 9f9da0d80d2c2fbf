import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { median } from '../row.ts';

const run = promisify(execFile);

/** What a function finds in its environment; importing it makes clients, and calls nobody. */
const environment = Object.fromEntries(
  [
    'TABLE',
    'TALLIES',
    'BUS',
    'DEAD_LETTERS',
    'STATE_MACHINE_PREFIX',
    'LAUNCH_MACHINE',
    'LISTS',
    'TOKEN_SECRET',
    'ADDRESS_SECRET',
    'TWILIO_SECRET',
    'EVENTS_SECRET',
    'EMAIL_FROM',
    'SES_CONFIGURATION_SET',
  ]
    .map((name) => [name, 'x'])
    .concat([
      ['AWS_REGION', 'us-east-1'],
      ['API_URL', 'https://api.example.com'],
    ]),
);

/**
 * How long a fresh process takes to import each file. The files take turns, so that whatever else the machine does
 * disturbs all of them alike.
 *
 * @returns medians in milliseconds, in the order of the files
 */
export async function importTimes(files: readonly string[], times: number): Promise<number[]> {
  const taken = files.map((): number[] => []);
  for (let turn = 0; turn < times; turn += 1) {
    for (const [index, file] of files.entries()) taken[index]?.push(await importTime(file));
  }
  return taken.map(median);
}

async function importTime(file: string): Promise<number> {
  const script = `const before = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    process.stdout.write(String(performance.now() - before));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PATH: process.env.PATH, ...environment },
  });
  return Number(stdout);
}
