import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');
const packages = Object.entries((JSON.parse(text) as { packages: Readonly<Record<string, Locked>> }).packages);

it('names no registry, so that everybody installs from their own', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

it('names no host at all, and no source but a registry', () => {
  const sources = packages.filter(
    ([path, { version = '', link }]) => path !== '' && (link || !/^\d+\.\d+\.\d+/.test(version)),
  );
  expect(sources.map(([path]) => path)).toEqual([]);
  expect(text).not.toMatch(/"(?:resolved|_resolved|from)":|registry\.|git\+|file:/);
});

it('says of every package what its bytes are, so that no registry can hand out others', () => {
  const unchecked = packages.filter(
    ([path, { integrity = '', inBundle }]) => path !== '' && !inBundle && !/^sha512-[\w+/]{86}==$/.test(integrity),
  );
  expect(unchecked.map(([path]) => path)).toEqual([]);
  // What is bundled is part of another package's bytes.
  const known = new Map(packages);
  const bundled = packages.filter(([, { inBundle }]) => inBundle).map(([path]) => path);
  const homeless = bundled.filter((path) => {
    const parts = path.split(/\/(?=node_modules\/)/);
    return !parts.some((_, end) => known.get(parts.slice(0, end).join('/'))?.integrity !== undefined);
  });
  expect(homeless).toEqual([]);
});

// A registry that has not a package for every platform makes `npm install` drop it here, and then `npm ci` refuses
// the lock file everywhere: put the entry back (name, version, os, cpu, and integrity: `npm view <name>@<version> dist.integrity` at a registry that has it).
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
