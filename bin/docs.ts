import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rulesPage } from '../lib/cli/rules/page.ts';

/** `npm run docs`: writes the pages that are made from the code. */
await writeFile(join(import.meta.dirname, '..', 'docs', 'rules.md'), rulesPage());
