import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleLambdas } from '../lib/infra/bundle.ts';
import { importTimes } from './bundle/import-time.ts';
import { weigh } from './bundle/weigh.ts';
import type { Row } from './row.ts';

const root = join(import.meta.dirname, '..');
const turns = 21;

/** The touch function's bundle beside the DynamoDB client alone: bundled by our own settings, and by esbuild's defaults. */
export async function bundleRows(): Promise<Row[]> {
  await mkdir(join(root, '.build'), { recursive: true });
  // Inside the checkout, so that what stands in for a Lambda finds the same packages.
  const room = await mkdtemp(join(root, '.build', 'bench-'));
  try {
    const touch = await bundled(root, join(room, 'touch'));
    const client = await clientAlone(room);
    const plain = await plainClient(join(room, 'plain', 'index.cjs'));
    const [ours = 0, alone = 0, byDefault = 0] = await importTimes([touch.file, client.file, plain.file], turns);
    const same = 'the DynamoDB client alone, bundled by our settings';
    const usual = "the DynamoDB client alone, bundled by esbuild's defaults";
    return [
      row('touch, loaded eagerly', touch.weight.eager, client.weight.eager, 'KB', same),
      row('touch, with its lazy chunks', touch.weight.total, client.weight.total, 'KB', same),
      row('touch, import in a fresh process', ours, alone, 'ms', same),
      row('touch, loaded eagerly', touch.weight.eager, plain.weight.eager, 'KB', usual),
      { ...row('touch, import in a fresh process', ours, byDefault, 'ms', usual), target: { atMost: 0.75 } },
    ];
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

const row = (what: string, ours: number, beside: number, unit: string, besideWhat: string): Row => ({
  what,
  ours,
  beside,
  unit,
  besideWhat,
});

async function bundled(from: string, outDir: string) {
  const { touch } = await bundleLambdas({ root: from, verbs: ['touch'], outDir });
  if (!touch) throw new Error('the bundler answered nothing for touch; it must answer a metafile a verb');
  return { file: join(outDir, 'touch', 'index.mjs'), weight: weigh(touch, 'index.mjs') };
}

const wholeClient = "export * from '@aws-sdk/client-dynamodb';\n";

/** A function that is nothing but the client, in the place where the bundler looks for touch. */
async function clientAlone(room: string) {
  const folder = join(room, 'client', 'lambdas', 'touch');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'handler.ts'), wholeClient);
  return bundled(join(room, 'client'), join(room, 'client-out'));
}

async function plainClient(file: string) {
  const { metafile } = await build({
    stdin: { contents: wholeClient, resolveDir: root },
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    metafile: true,
    logLevel: 'error',
  });
  return { file, weight: weigh(metafile, 'index.cjs') };
}
