import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Plant, plants } from './plants.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const parts = ['bin', 'lambdas', 'lib', 'statemachines', 'package.json', 'polyphony.config.ts', 'tsconfig.json'];

/**
 * Plants each fault into a copy of the source and runs seeds until an invariant finds it, or none are left.
 *
 * @param seeds how many seeds each fault has
 * @returns the exit code: 0 when all were found
 */
export async function planted(seeds: number): Promise<number> {
  const place = join(root, '.build', 'planted');
  rmSync(place, { recursive: true, force: true });
  const before = join(place, 'before.json');
  mkdirSync(place, { recursive: true });
  writeFileSync(before, (await run(root, ['baseline', String(seeds)])).trim());
  let found = 0;
  const left = [...plants.entries()];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [number, plant] = next;
        const answer = await tryPlant(plant, join(place, String(number)), before, seeds);
        if (answer.startsWith('found')) found += 1;
        process.stdout.write(`${plant.name}: ${answer}\n`);
      }
    }),
  );
  rmSync(place, { recursive: true, force: true });
  process.stdout.write(`${plants.length} planted, ${found} found\n`);
  return found === plants.length ? 0 : 1;
}

async function tryPlant(plant: Plant, copy: string, before: string, seeds: number): Promise<string> {
  const { file, from, to, shows } = plant;
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  const text = readFileSync(join(copy, file), 'utf8');
  if (text.split(from).length !== 2) {
    return `not planted: ${file} has ${JSON.stringify(from)} ${text.split(from).length - 1} times, not once; bring lib/simulation/fuzz/plants.ts up to date`;
  }
  writeFileSync(
    join(copy, file),
    text.replace(from, () => to),
  );
  try {
    return (await run(copy, ['find', String(seeds), before, ...shows])).trim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Runs `planted-process.ts` of a tree, in a process of its own: what a process has loaded stays loaded. */
function run(tree: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = join(tree, 'lib', 'simulation', 'fuzz', 'planted-process.ts');
    const child = spawn(process.execPath, [script, ...args], { cwd: tree, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let failed = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString('utf8');
    });
    child.stderr.on('data', (data: Buffer) => {
      failed += data.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`exit ${code}: ${failed.slice(-600)}`)),
    );
  });
}
