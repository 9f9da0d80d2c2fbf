import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An assembly that nobody asked for in this time may go, unless whoever asked still runs. */
const keptMs = 60 * 60 * 1000;

/** Notes that this process uses an assembly, so that nobody clears it away from under a running sandbox. */
export async function markUse(shelf: string, assembly: string): Promise<void> {
  const uses = join(shelf, 'uses');
  await mkdir(uses, { recursive: true });
  await writeFile(join(uses, `${assembly}.${process.pid}`), '');
}

/** Clears away assemblies of older sources that nobody uses. */
export async function prune(shelf: string, current: string): Promise<void> {
  const used = new Set<string>();
  for (const use of await readdir(join(shelf, 'uses'))) {
    const [assembly = '', pid = ''] = use.split('.');
    if (runs(Number(pid))) used.add(assembly);
    else await rm(join(shelf, 'uses', use), { force: true });
  }
  for (const name of await readdir(shelf)) {
    if (!/^(?:assembly|lambdas)-/.test(name) || name.startsWith(current)) continue;
    const [assembly = ''] = name.split('.');
    const last = await stat(join(shelf, name)).catch(() => null);
    if (last && Date.now() - last.mtimeMs > keptMs && !used.has(assembly)) {
      await rm(join(shelf, name), { recursive: true, force: true });
    }
  }
}

/** Whether a process of this id runs on this machine. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
