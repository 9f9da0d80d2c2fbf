import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Place } from './lines.ts';
import type { Tally } from './tally.ts';

/** How far an import came: everything before the place is on the bus, and in the result. */
export interface Checkpoint {
  readonly place: Place;
  /** Bytes of the result that belong to it. */
  readonly resultBytes: number;
  readonly tally: Tally;
}

interface Stored extends Checkpoint {
  /** Of the file and of every option that changes what is published. */
  readonly fingerprint: string;
}

/** The state of an import beside its result: written after each stretch, gone once it is complete. */
export function progressOf(result: string, fingerprint: string) {
  const file = `${result}.state.json`;
  return {
    file,

    /** `null`: none is under way. `'other'`: one is, of another file or with other options. */
    async read(): Promise<Checkpoint | 'other' | null> {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (text === null) return null;
      const stored = JSON.parse(text) as Stored;
      return stored.fingerprint === fingerprint ? stored : 'other';
    },

    /** Written aside and renamed, so that whatever happens there is a whole one. */
    async write(checkpoint: Checkpoint): Promise<void> {
      await writeFile(`${file}.new`, JSON.stringify({ ...checkpoint, fingerprint }));
      await rename(`${file}.new`, file);
    },

    done: () => rm(file, { force: true }),
  };
}

/** Tells one file from another without reading all of it: its length, and how it begins. */
export async function fingerprintOf(file: string, options: unknown): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const hash = createHash('sha256').update(buffer.subarray(0, bytesRead)).update(JSON.stringify({ size, options }));
    return hash.digest('base64url');
  } finally {
    await handle.close();
  }
}
