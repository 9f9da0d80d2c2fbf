import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { evaluatedContent } from '../../lib/infra/evaluated-content.ts';

const resolveDir = join(import.meta.dirname, '..', '..', 'statemachines');
const bundled = async (contents: string) => {
  const { outputFiles } = await build({
    outdir: 'out',
    platform: 'node',
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
    plugins: [evaluatedContent],
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { code: textOf('.js'), data: textOf('.json') };
};

it('puts a catalog beside a bundle as what it has become', async () => {
  const { code, data } = await bundled("export { default } from './journeys/welcome/content/index.ts';");

  expect(data).toContain('<h1 style=');
  expect(data).toContain('{{ user.traits.firstName | default');
  expect(code).not.toMatch(/compileCatalog|marked/);
});

it('puts the frame of emails beside it as HTML', async () => {
  const { code, data } = await bundled("export { frame } from './email/frame.ts';");

  expect(data).toContain('{{ content }}');
  expect(code + data).not.toContain('<mj-');
});

it('lets no compiler of content in', async () => {
  const made = bundled("import { marked } from 'marked'; export default marked.lexer('# A');");

  await expect(made).rejects.toThrow(/Lambdas carry content compiled; bind a catalog in/);
});
