import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runs } from './assembly-shelf.ts';

/** A turn older than this is abandoned, whatever its process says: a process id may have been given to another. */
const abandonedAfterMs = 120_000;

/**
 * Lets one process at a time do a piece of work that need be done only once. A turn is a folder, because making one
 * succeeds for exactly one process.
 *
 * @param done whether somebody else has done it meanwhile
 */
export async function turn(lock: string, done: () => boolean, work: () => Promise<void>): Promise<void> {
  while (!done()) {
    if (await take(lock)) {
      try {
        if (!done()) await work();
      } finally {
        await rm(lock, { recursive: true, force: true });
      }
      return;
    }
    if (await abandoned(lock)) await rm(lock, { recursive: true, force: true });
    else await sleep(50);
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(join(lock, 'pid'), String(process.pid));
  return true;
}

async function abandoned(lock: string): Promise<boolean> {
  const taken = await stat(lock).catch(() => null);
  if (!taken) return false;
  const age = Date.now() - taken.mtimeMs;
  // Between the folder and the number in it lies a moment in which it belongs to nobody.
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => Number.NaN));
  return (
    age > abandonedAfterMs || (Number.isInteger(pid) && pid > 0 && !runs(pid)) || (Number.isNaN(pid) && age > 5_000)
  );
}
