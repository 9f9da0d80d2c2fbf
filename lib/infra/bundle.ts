import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { evaluatedContent } from './evaluated-content.ts';
import type { Verb } from './verbs.ts';

export interface BundleOptions {
  /** Folder that holds `lambdas/`. */
  readonly root: string;
  readonly verbs: readonly Verb[];
  /** Gets `<verb>/index.mjs` with its chunks; beside them `<verb>.meta.json` and, for reading traces, `<verb>.maps/`. */
  readonly outDir: string;
}

/**
 * Bundles `lambdas/<verb>/handler.ts` for Node 24: one folder a function, what is imported lazily in chunks of its own.
 * The AWS clients are bundled too: the runtime's own change without us and load more slowly than their used parts.
 *
 * @returns esbuild's metafile of each: what went in, and how large
 */
export async function bundleLambdas({ root, verbs, outDir }: BundleOptions): Promise<Record<string, Metafile>> {
  const built = await Promise.all(verbs.map(async (verb) => [verb, await bundle(root, verb, outDir)] as const));
  return Object.fromEntries(built);
}

async function bundle(root: string, verb: Verb, outDir: string): Promise<Metafile> {
  const target = join(outDir, verb);
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [{ in: `lambdas/${verb}/handler.ts`, out: 'index' }],
    outdir: target,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    plugins: [evaluatedContent],
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // The ES modules of a package, where it has both: only those can be shaken.
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  await mkdir(join(outDir, `${verb}.maps`), { recursive: true });
  await mkdir(target, { recursive: true });
  const place = (path: string) =>
    path.endsWith('.map') ? join(outDir, `${verb}.maps`, basename(path)) : join(target, relative(target, path));
  await Promise.all(
    outputFiles.map(async ({ path, contents }) => {
      const file = place(path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, contents);
    }),
  );
  await writeFile(join(outDir, `${verb}.meta.json`), JSON.stringify(metafile));
  return metafile;
}
