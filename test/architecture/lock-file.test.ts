import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');
const packages = Object.entries((JSON.parse(text) as { packages: Readonly<Record<string, Locked>> }).packages);

it('names no registry, so that everybody installs from their own', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

// A registry that has not a package for every platform makes `npm install` drop it here, and then `npm ci` refuses
// the lock file everywhere: put the entry back (name, version, os and cpu suffice).
it('knows the optional packages of every platform, also those of other machines', () => {
  const known = new Set(packages.map(([path]) => path));
  const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => {
      const places = path.split(/(?=\/?node_modules\/)/).map((_, index, parts) => parts.slice(0, index + 1).join(''));
      return !['', ...places].some((place) => known.has(`${place}${place && '/'}node_modules/${name}`));
    }),
  );
  // A bundled package's own wish, which its bundle does without.
  expect(missing.filter((name) => name !== 'graceful-fs')).toEqual([]);
});
