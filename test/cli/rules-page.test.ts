import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rulesPage } from '../../lib/cli/rules/page.ts';

it('docs/rules.md says what the rows say; when it does not, `npm run docs` writes it anew', async () => {
  const written = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'rules.md'), 'utf8');
  expect(written.replaceAll('\r\n', '\n')).toBe(rulesPage());
});
