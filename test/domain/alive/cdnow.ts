import { readFileSync } from 'node:fs';

/** Customers of CDNOW by history, times in days. */
export const cdnow = readFileSync(new URL('../../vectors/cdnow.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [x = 0, tx = 0, T = 0, customers = 0] = line.split(',').map(Number);
    return { x, tx, T, customers };
  });
