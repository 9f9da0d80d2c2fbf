import { join } from 'node:path';
import { ambientBreaches, fileBreaches, idleTests, importBreaches, sourceFiles } from './source-tree.ts';

const root = join(import.meta.dirname, '..', '..');

/** What of this checkout breaks its architecture, a line each. */
export function breaches(): string[] {
  const product = sourceFiles(root, ['bench', 'bin', 'lib', 'lambdas', 'statemachines', 'polyphony.config.ts']);
  const tests = sourceFiles(root, ['test']);
  return [
    ...importBreaches(product),
    ...fileBreaches([...product, ...tests]),
    ...ambientBreaches(product),
    ...idleTests(tests),
  ];
}

if (import.meta.main) {
  const found = breaches();
  for (const line of found) console.error(line);
  process.exitCode = found.length > 0 ? 1 : 0;
}
