import { join } from 'node:path';
import { build } from 'esbuild';

let code: Promise<URL> | undefined;

/**
 * What every function's thread runs, in JavaScript: a thread that reads TypeScript loads a compiler of its own first,
 * which takes 12 MB of each.
 */
export function threadCode(): Promise<URL> {
  code ??= compiled().then((text) => new URL(`data:text/javascript,${encodeURIComponent(text)}`));
  return code;
}

async function compiled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'bootstrap.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
