import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const script = join(import.meta.dirname, 'hash-process.ts');

/** Trace hashes of seeds, run one after the other in a process of their own. */
async function hashes(seeds: readonly number[], environment: Readonly<Record<string, string>>): Promise<string[]> {
  const { stdout } = await run(process.execPath, [script, ...seeds.map(String)], {
    env: { ...process.env, ...environment },
  });
  return stdout.trim().split('\n');
}

it('is the same to the last step in every process, zone and language, and after whatever ran before', async () => {
  const [first, second] = await Promise.all([
    hashes([3, 38, 41], { TZ: 'UTC', LANG: 'C' }),
    hashes([7, 41, 38, 3], { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' }),
  ]);
  expect(new Set(first).size).toBe(3);
  expect(second.slice(1)).toEqual(first.toReversed());
});
