import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { markUse, prune } from './assembly-shelf.ts';
import { sourceHash } from './source-hash.ts';
import { turn } from './turn.ts';

const root = join(import.meta.dirname, '..', '..');

export interface AssemblyOptions {
  /** @default "default" */
  readonly stage?: string;
  /** Says nothing while it builds. @default false */
  readonly quiet?: boolean;
}

/**
 * A cloud assembly (what `cdk synth` writes) of the checkout as it is now. It is built if none was made of the same
 * sources before; several processes may ask at once, and none sees half of one.
 *
 * @returns path of the assembly; it stays while this process runs
 * @throws with the output of the CDK app when it cannot be synthesized
 */
export async function ensureAssembly({ stage = 'default', quiet = false }: AssemblyOptions = {}): Promise<string> {
  const shelf = join(root, '.build');
  await mkdir(shelf, { recursive: true });
  const name = `assembly-${await sourceHash(root, stage)}`;
  const assembly = join(shelf, name);
  const complete = () => existsSync(join(assembly, 'manifest.json'));
  await markUse(shelf, name);
  if (!complete()) {
    await turn(`${assembly}.lock`, complete, async () => {
      if (!quiet) process.stderr.write('Synthesizing the stacks …\n');
      await synthesize(assembly, stage);
      await prune(shelf, name);
    });
  }
  const now = new Date();
  await utimes(assembly, now, now);
  return assembly;
}

/** Into a folder beside it first: renaming is all or nothing. */
async function synthesize(assembly: string, stage: string): Promise<void> {
  const half = `${assembly}.${process.pid}`;
  await rm(half, { recursive: true, force: true });
  try {
    await runApp(half, stage);
    await rename(half, assembly).catch((error: unknown) => {
      // Somebody who took our turn for abandoned was faster, with the same sources.
      if (!existsSync(join(assembly, 'manifest.json'))) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/** In a process of its own, which takes the CDK's memory with it when it ends. */
function runApp(outDir: string, stage: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'bin', 'app.ts')], {
    cwd: root,
    env: {
      ...process.env,
      CDK_OUTDIR: outDir,
      CDK_CONTEXT_JSON: JSON.stringify({ stage }),
      // Linting for CloudFormation takes longer than all else together; `cdk synth` and the tests do it.
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the stacks cannot be synthesized:\n${said.trim()}`)),
    );
  });
}
