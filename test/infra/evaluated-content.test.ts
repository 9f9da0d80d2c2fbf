import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { evaluatedContent } from '../../lib/infra/evaluated-content.ts';

const resolveDir = join(import.meta.dirname, '..', '..', 'statemachines');
const bundled = async (contents: string) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
    plugins: [evaluatedContent],
  });
  return outputFiles[0]?.text ?? '';
};

it('puts a catalog into a bundle as what it has become', async () => {
  const code = await bundled("export { default } from './journeys/welcome/content/index.ts';");

  expect(code).toContain('<h1 style=');
  expect(code).toContain('{{ user.traits.firstName | default');
  expect(code).not.toMatch(/compileCatalog|marked/);
});

it('puts the frame of emails into it as HTML', async () => {
  const code = await bundled("export { frame } from './email/frame.ts';");

  expect(code).toContain('{{ content }}');
  expect(code).not.toContain('<mj-');
});

it('lets no compiler of content in', async () => {
  const made = bundled("import { marked } from 'marked'; export default marked.lexer('# A');");

  await expect(made).rejects.toThrow(/Lambdas carry content compiled; bind a catalog in/);
});
