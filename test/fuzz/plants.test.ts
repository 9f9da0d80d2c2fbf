import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plants } from '../../lib/simulation/fuzz/plants.ts';

const root = join(import.meta.dirname, '..', '..');

it.each(plants)('$name: can be planted into the source as it is', ({ file, from, to }) => {
  const parts = readFileSync(join(root, file), 'utf8').split(from);
  expect(parts, `${file} has it once; bring the plant up to date with what was changed there`).toHaveLength(2);
  expect(to).not.toBe(from);
});
