import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportEvent } from '../../../lib/cli/import/events.ts';
import { importFile } from '../../../lib/cli/import/import-file.ts';
import { readOptions } from '../../../lib/cli/import/options.ts';

export const folder = () => mkdtempSync(join(tmpdir(), 'import-'));

/** Writes an export, as lines or as it stands, and imports it. @returns the events without their ids, the summary, and the result's lines */
export async function imported(name: string, lines: readonly string[] | Buffer, ...options: string[]) {
  const file = join(folder(), name);
  writeFileSync(file, lines instanceof Buffer ? lines : `${lines.join('\n')}\n`);
  const asked = readOptions([file, '--exported-at', '2026-01-01T00:00:00Z', ...options], {});
  if (asked === 'help' || 'wrong' in asked) throw new Error(asked === 'help' ? 'help' : asked.wrong);
  const events: ImportEvent[] = [];
  const done = await importFile(asked, {
    publish: async (published) => void events.push(...published),
    advanced: () => {},
    isStopped: () => false,
  });
  if (typeof done === 'string') throw new Error(done);
  const result = readFileSync(asked.result, 'utf8').split('\n').filter(Boolean);
  return {
    events,
    told: events.map(
      ({ type, detail: { eventId: _, ...detail } }): Readonly<Record<string, unknown>> => ({ type, ...detail }),
    ),
    tally: done.tally,
    form: done.form,
    noYes: done.noYes,
    result: result.map((line) => JSON.parse(line) as { line: number; refused?: string[]; leftOut?: string[] }),
  };
}
