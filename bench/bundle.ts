import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleLambdas } from '../lib/infra/bundle.ts';
import { allVerbs, type Verb } from '../lib/infra/verbs.ts';
import { importTimes } from './bundle/import-time.ts';
import { weigh } from './bundle/weigh.ts';
import type { Row } from './row.ts';

const root = join(import.meta.dirname, '..');
const turns = 21;

/**
 * The touch function's bundle beside the DynamoDB client alone: bundled by our own settings, and by esbuild's defaults. Then
 * what every other function loads at a cold start.
 */
export async function bundleRows(): Promise<Row[]> {
  await mkdir(join(root, '.build'), { recursive: true });
  // Inside the checkout, so that what stands in for a Lambda finds the same packages.
  const room = await mkdtemp(join(root, '.build', 'bench-'));
  try {
    const [touch, ...others] = await bundled(root, join(room, 'ours'), [
      'touch',
      ...allVerbs.filter((verb) => verb !== 'touch'),
    ]);
    const [client] = await clientAlone(room);
    if (!touch || !client) throw new Error('the bundler answered nothing; it must answer a metafile a verb');
    const plain = await plainClient(join(room, 'plain', 'index.cjs'));
    const files = [touch, client, plain, ...others].map(({ file }) => file);
    const [ours = 0, alone = 0, byDefault = 0, ...theirs] = await importTimes(files, turns);
    const same = 'the DynamoDB client alone, bundled by our settings';
    const usual = "the DynamoDB client alone, bundled by esbuild's defaults";
    return [
      row('touch, loaded eagerly', touch.weight.eager, client.weight.eager, 'KB', same),
      row('touch, with its lazy chunks', touch.weight.total, client.weight.total, 'KB', same),
      row('touch, import in a fresh process', ours, alone, 'ms', same),
      row('touch, loaded eagerly', touch.weight.eager, plain.weight.eager, 'KB', usual),
      { ...row('touch, import in a fresh process', ours, byDefault, 'ms', usual), target: { atMost: 0.75 } },
      ...others.flatMap(({ verb, weight }, index) => [
        row(`${verb}, loaded eagerly`, weight.eager, plain.weight.eager, 'KB', usual),
        row(`${verb}, import in a fresh process`, theirs[index] ?? 0, byDefault, 'ms', usual),
      ]),
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

async function bundled(from: string, outDir: string, which: readonly Verb[]) {
  const metafiles = await bundleLambdas({ root: from, verbs: which, outDir });
  return which.flatMap((verb) => {
    const metafile = metafiles[verb];
    return metafile ? [{ verb, file: join(outDir, verb, 'index.mjs'), weight: weigh(metafile, 'index.mjs') }] : [];
  });
}

const wholeClient = "export * from '@aws-sdk/client-dynamodb';\n";

/** A function that is nothing but the client, in the place where the bundler looks for touch. */
async function clientAlone(room: string) {
  const folder = join(room, 'client', 'lambdas', 'touch');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'handler.ts'), wholeClient);
  return bundled(join(room, 'client'), join(room, 'client-out'), ['touch']);
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
