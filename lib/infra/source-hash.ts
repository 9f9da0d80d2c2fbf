import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a template or a bundle can come from. */
const sources = [
  'bin/app.ts',
  'lib',
  'lambdas',
  'statemachines',
  'docs/schemas',
  'polyphony.config.ts',
  'package-lock.json',
  'tsconfig.json',
  'cdk.json',
];

/** No template and no bundle may import these, so that whoever changes them need not wait for a synthesis. */
const neverDeployed = ['lib/sandbox', 'lib/cli'];

/**
 * Names the content of all that goes into an assembly: the same 20 hexadecimal digits, the same assembly.
 *
 * @param salt what else it depends on: the stage
 */
export async function sourceHash(root: string, salt: string): Promise<string> {
  const files = (await Promise.all(sources.map((path) => filesIn(root, path)))).flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(join(root, file))));
  const hash = createHash('sha256').update(salt);
  files.forEach((file, index) => {
    const content = contents[index] ?? '';
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  });
  return hash.digest('hex').slice(0, 20);
}

async function filesIn(root: string, path: string): Promise<string[]> {
  if (neverDeployed.includes(path)) return [];
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return null;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries === null) return [path];
  const inner = entries.map((entry) => {
    const child = `${path}/${entry.name}`;
    return entry.isDirectory() ? filesIn(root, child) : [child];
  });
  return (await Promise.all(inner)).flat();
}
