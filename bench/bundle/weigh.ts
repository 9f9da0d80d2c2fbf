import type { Metafile } from 'esbuild';

/** What a bundle makes Node read, in KB (1,024 bytes). */
export interface Weight {
  /** The entry and all that it imports statically: read before the first invocation. */
  readonly eager: number;
  /** With the chunks that are imported when they are needed. */
  readonly total: number;
}

/** Weighs the bundle whose entry file has this name. */
export function weigh({ outputs }: Metafile, entryName: string): Weight {
  const code = Object.entries(outputs).filter(([path]) => !path.endsWith('.map'));
  const entry = code.find(([path]) => path.endsWith(`/${entryName}`));
  if (!entry) throw new Error(`${entryName}: not among the outputs ${code.map(([path]) => path).join(', ')}`);
  const eager = new Set<string>();
  const follow = (path: string): void => {
    const output = outputs[path];
    if (!output || eager.has(path)) return;
    eager.add(path);
    // Content lies beside the code, and is read when somebody is spoken to.
    for (const { path: imported, kind } of output.imports) if (kind === 'import-statement') follow(imported);
  };
  follow(entry[0]);
  const kilobytes = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0) / 1_024;
  return { eager: kilobytes(eager), total: kilobytes(code.map(([path]) => path)) };
}
