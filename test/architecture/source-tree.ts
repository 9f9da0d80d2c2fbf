import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { breach } from './rooms.ts';

/** Lines of a file above which it is more than one thing. */
export const maxLines = 300;

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The TypeScript files in these folders (files themselves too) of a tree. */
export function sourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    (/\.[cm]?[jt]s$/.test(folder)
      ? [folder]
      : readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
          posix.join(folder, path.replaceAll('\\', '/')),
        )
    )
      .filter((path) => path.endsWith('.ts'))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  );
}

/** All that a module imports or re-exports, types and lazy imports included, as written. */
export function importsOf({ path, text }: SourceFile): string[] {
  const { module } = parseSync(path, text);
  const lazy = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start, end));
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    // What is not a literal cannot be told; the CDK and the bundler refuse it too.
    ...lazy.filter((request) => /^['"`][^$]*['"`]$/.test(request)).map((request) => request.slice(1, -1)),
  ];
}

/** Each import that goes where its room may not. */
export function importBreaches(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    [...new Set(importsOf(file))].flatMap((request) => {
      const to = request.startsWith('.')
        ? { path: posix.normalize(posix.join(dirname(file.path), request)) }
        : { package: request };
      return breach(file.path, to) ?? [];
    }),
  );
}

const vague = /^(?:utils?|commons?|helpers?|types?|misc|shared)(?:\.|$)/;

/** Each file whose name says nothing, is not kebab-case, or that is too long. */
export function fileBreaches(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const parts = path.split('/');
    const lines = text.split('\n').length - 1;
    const longest = /^lambdas\/[^/]+\/handler\.ts$/.test(path) ? 60 : maxLines;
    return [
      ...(parts.some((part) => vague.test(part)) ? [`${path}: says nothing of what is in it; name it by that`] : []),
      ...(/^(?:[a-zA-Z]{2,3}(?:-[A-Z]{2})?|[a-z0-9]+(?:[-.][a-z0-9]+)*)$/.test(parts.at(-1) ?? '')
        ? []
        : [`${path}: is not kebab-case`]),
      ...(lines > longest ? [`${path}: has ${lines} lines, the ceiling is ${longest}; part it`] : []),
    ];
  });
}

/** Where real time, chance and timers come from, as code writes them. */
const ambient =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.now\b|\bhrtime\b|\brandom(?:UUID|Bytes|Int)\b|\bset(?:Timeout|Interval|Immediate)\b|\bgetRandomValues\b|\bFinalizationRegistry\b|\bWeakRef\b/g;
const ambientRooms = /^lib\/(?:domain|engine|store)\//;
const ambientPlace = 'lib/store/ambient.ts';

/** Each use of real time, chance or timers in rooms that are simulated, outside the one place for them. */
export function ambientBreaches(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => ambientRooms.test(path) && path !== ambientPlace)
    .flatMap(({ path, text }) =>
      [...text.matchAll(ambient)].map(
        ([found]) => `${path}: ${found} cannot be simulated; take it from ${ambientPlace}`,
      ),
    );
}

/** Tests that are written but not run, in ways that the linter does not see. */
export function idleTests(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/\b(?:it|test|describe)\.(?:skip|skipIf|runIf|todo|only)\b/g)].map(
      ([found]) => `${path}: ${found} leaves a test out; finish or remove it`,
    ),
  );
}
