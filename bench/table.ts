import { assumed, type CostLine } from './cost.ts';
import { type Row, ratioOf } from './row.ts';

/** The rows as text, their figures beside each other. */
export function comparison(rows: readonly Row[]): string {
  return aligned([
    ['', 'ours', 'beside', 'ratio', 'target', 'beside what'],
    ...rows.map((row) => [
      row.what,
      `${figure(row.ours)} ${row.unit}`,
      `${figure(row.beside)} ${row.unit}`,
      figure(ratioOf(row)),
      goal(row),
      row.besideWhat,
    ]),
  ]);
}

/** What a million touches cost, as text. */
export function costs(lines: readonly CostLine[]): string {
  return aligned([
    ['', 'a touch', '$ a million of it', '$ a million touches', ''],
    ...lines.map(({ what, perTouch, listPrice, dollars }) => [
      what,
      perTouch.toFixed(3),
      listPrice.toFixed(3),
      dollars.toFixed(2),
      what.endsWith('GB-seconds') ? `at ${assumed.seconds} s and ${assumed.gigabytes} GB an invocation` : '',
    ]),
  ]);
}

/** Words at both ends to the left, figures between them to the right. */
function aligned(lines: readonly (readonly string[])[]): string {
  const last = (lines[0]?.length ?? 0) - 1;
  const widths = Array.from({ length: last + 1 }, (_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const place = (cell: string, column: number) =>
    column === 0 || column === last ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(place).join('  ').trimEnd()).join('\n');
}

function goal({ target }: Row): string {
  if (!target) return '';
  return 'atMost' in target ? `<= ${target.atMost}` : `>= ${target.atLeast}`;
}

/** Three digits that count, at most two behind the point. */
function figure(value: number): string {
  const digits = Math.min(2, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1))));
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
