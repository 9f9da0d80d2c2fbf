import { type FileHandle, open } from 'node:fs/promises';
import { RuleError } from '../../domain/rule-error.ts';
import { printableJson } from '../output.ts';
import { eventsOf, type ImportEvent, type Outcome } from './events.ts';
import { type Export, type Line, openExport } from './lines.ts';
import type { Asked } from './options.ts';
import { type Checkpoint, fingerprintOf, progressOf } from './progress.ts';
import { Reading } from './reading.ts';
import { plain } from './row.ts';
import { count, emptyTally, type Tally } from './tally.ts';

/** What an import needs of its surroundings. */
export interface Course {
  /** Returns once all of them are on the bus. */
  publish(events: readonly ImportEvent[]): Promise<void>;
  /** Told after each stretch. @param here lines read by this process alone */
  advanced(tally: Tally, here: number): void;
  /** True when it is to stop at the end of the stretch. */
  isStopped(): boolean;
}

/** So many lines are published, then written down as done: what an interruption repeats at most. */
const usualStretch = 500;

/**
 * Imports a file, stretch by stretch: read, published, refusals written to the result, checkpoint. What an interruption
 * leaves half done is published again under the same ids, which changes nothing.
 *
 * @param stretchLines lines a stretch
 * @throws RuleError for a file that cannot be read, or that nobody is in
 * @returns what was done, and whether to the end; `'under-way'`: one was interrupted, and nobody said to resume it;
 *   `'other'`: one of another file, or with other options, was
 */
export async function importFile(asked: Asked, course: Course, stretchLines = usualStretch) {
  const source = await openExport(asked.file, asked.expected);
  const progress = progressOf(asked.result, await fingerprintOf(asked.file, asked.shaping));
  const before = asked.isDryRun ? null : await progress.read();
  if (before === 'other') return 'other' as const;
  if (before && !asked.isResuming) return 'under-way' as const;
  const from: Checkpoint = before ?? { place: source.start, resultBytes: 0, tally: emptyTally() };
  const { tally } = from;
  const already = tally.read;
  const about = { form: source.form, noYes: withoutYes(asked, source) };
  const result = await open(asked.result, before ? 'r+' : 'w');
  try {
    await result.truncate(from.resultBytes);
    let resultBytes = from.resultBytes;
    const finish = async ({ events, notes, place }: Stretch) => {
      await course.publish(events);
      resultBytes += await append(result, notes.join(''), resultBytes);
      if (!asked.isDryRun) await progress.write({ place, resultBytes, tally });
      course.advanced(tally, tally.read - already);
    };
    let stretch: Stretch = { events: [], notes: [], lines: 0, place: from.place };
    for await (const line of source.lines(from.place)) {
      const outcome = outcomeOf(line, asked);
      count(tally, outcome);
      add(stretch, line, outcome);
      if (stretch.lines < stretchLines) continue;
      await finish(stretch);
      if (course.isStopped()) return { ...about, tally, here: tally.read - already, isComplete: false };
      stretch = { events: [], notes: [], lines: 0, place: stretch.place };
    }
    await finish(stretch);
    await progress.done();
    if (tally.read === 0) throw nobodyIn(asked.file, source);
    return { ...about, tally, here: tally.read - already, isComplete: true };
  } finally {
    await result.close();
  }
}

interface Stretch {
  readonly events: ImportEvent[];
  /** Lines of the result. */
  readonly notes: string[];
  lines: number;
  place: Checkpoint['place'];
}

function add(stretch: Stretch, { number, next }: Line, { events, refused, leftOut, valued }: Outcome): void {
  stretch.events.push(...events);
  const withValues = (reasons: readonly string[]) => reasons.map((reason) => valued.get(reason) ?? reason);
  if (refused.length > 0) stretch.notes.push(`${printableJson({ line: number, refused: withValues(refused) })}\n`);
  else if (leftOut.length > 0) stretch.notes.push(`${printableJson({ line: number, leftOut: withValues(leftOut) })}\n`);
  stretch.lines++;
  stretch.place = next;
}

function outcomeOf({ content }: Line, { tool, where, about, terms }: Asked): Outcome {
  if ('broken' in content) return { events: [], refused: [content.broken], leftOut: [], valued: new Map() };
  const reading = new Reading(content.row, where);
  return eventsOf(tool.read(reading, about), reading.notes, terms);
}

/** @returns the bytes written */
async function append(file: FileHandle, text: string, position: number): Promise<number> {
  if (text === '') return 0;
  const { bytesWritten } = await file.write(text, position);
  return bytesWritten;
}

/** Columns of which one would have to be there for anybody's yes; none where the file as a whole says it, or no yes is wanted. */
function withoutYes({ tool, about, terms }: Asked, { columns }: Export): readonly string[] {
  if (columns === null || about.status !== undefined || terms.basis === 'none' || !tool.yes) return [];
  const found = new Set(columns.map(plain));
  return tool.yes.some((name) => found.has(plain(name))) ? [] : tool.yes;
}

const nobodyIn = (file: string, { found }: Export) =>
  new RuleError({
    value: file,
    rule: `an export has at least one person; this one, read as ${found}, has nobody in it`,
    remedy: 'export it again; if there are people in it, say --delimiter or --encoding',
  });
