import type { CompiledJourney } from './index.ts';

/** What every SMS comes to, a line each, for whoever deploys it; nothing when there is none. */
export function textTable(journeys: readonly Pick<CompiledJourney, 'name' | 'texts'>[]): string {
  const rows = journeys.flatMap(({ name, texts }) =>
    texts.map(({ content, locale, encoding, segments, preview }) => [
      name,
      content,
      locale,
      encoding,
      `${segments} ${segments === 1 ? 'segment' : 'segments'}`,
      preview.replace(/\s+/g, ' '),
    ]),
  );
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return lines.length === 0 ? '' : `SMS, at their longest:\n${lines.map((line) => `  ${line.trimEnd()}\n`).join('')}`;
}
