import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const parts = [
  'bin',
  'docs',
  'lib',
  'lambdas',
  'statemachines',
  'package.json',
  'polyphony.config.ts',
  'tsconfig.json',
];
const run = promisify(execFile);

/** Somebody's checkout of this project, in which they changed something. */
export interface Checkout {
  readonly assembly: string;
  /** What `polyphony` says, and how it ends. */
  polyphony(...args: string[]): Promise<{ readonly code: number; readonly said: string }>;
  /** The same stacks with other words in their functions. @returns the assembly */
  reworded(there: string, instead: string): string;
  remove(): void;
}

/**
 * Copies this checkout, changes files of it and synthesizes its stacks.
 *
 * @param changes by path: a text that is there, and what is written in its place
 */
export async function checkoutWith(
  changes: Readonly<Record<string, readonly [there: string, instead: string]>>,
): Promise<Checkout> {
  mkdirSync(join(root, '.build'), { recursive: true });
  const folder = mkdtempSync(join(root, '.build', 'checkout-'));
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const [path, [there, instead]] of Object.entries(changes)) {
    const text = readFileSync(join(folder, path), 'utf8');
    if (!text.includes(there)) throw new Error(`${path} has no ${there}`);
    writeFileSync(join(folder, path), text.replace(there, instead));
  }
  const assembly = join(folder, 'assembly');
  await run(process.execPath, [join(folder, 'bin', 'app.ts')], {
    cwd: folder,
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: '{"stage":"default"}', CDK_VALIDATION: 'false' },
  });
  return {
    assembly,
    reworded(there, instead) {
      const other = join(folder, 'reworded');
      cpSync(assembly, other, { recursive: true });
      for (const file of readdirSync(other, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(?:mjs|json)$/.test(file) || file.endsWith('.template.json')) continue;
        const text = readFileSync(join(other, file), 'utf8');
        writeFileSync(join(other, file), text.replaceAll(there, instead));
      }
      return other;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
    async polyphony(...args) {
      try {
        const { stdout, stderr } = await run(process.execPath, [join(folder, 'bin', 'polyphony.ts'), ...args]);
        return { code: 0, said: stdout + stderr };
      } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, said: stdout + stderr };
      }
    },
  };
}
