import { describe, expect, it } from 'vitest';
import { learn } from '../../lib/engine/learn.ts';
import type { LearnedEdges } from '../../lib/engine/ports.ts';
import { day, minute, monday } from './surroundings.ts';

/** A population of so many who ordered one to five times, in pages of a hundred; each page takes so long. */
function world(people: number, pageMs = 0) {
  let time = monday;
  const written: LearnedEdges[] = [];
  async function* pages() {
    for (let from = 0; from < people; from += 100) {
      time += pageMs;
      yield Array.from({ length: Math.min(100, people - from) }, (_, n) => {
        const count = 1 + (n % 5);
        return { user: `user-${from + n}`, orders: { last: monday - count * 10 * day, count, total: count * 10 } };
      });
    }
  }
  const edges = { write: async (learned: LearnedEdges) => void written.push(learned) };
  return { written, learned: () => learn(() => time, { population: { pages }, edges }) };
}

describe('learn', () => {
  it('writes where the fifths of all customers begin', async () => {
    const { learned, written } = world(500);
    const edges = {
      recency: [20, 30, 40, 50],
      frequency: [2, 3, 4, 5],
      monetary: [20, 30, 40, 50],
      at: monday,
      population: 500,
    };
    expect(await learned()).toEqual(edges);
    expect(written).toEqual([edges]);
  });

  it('writes nothing of nobody', async () => {
    const { learned, written } = world(0);
    expect([await learned(), written]).toEqual([null, []]);
  });

  it('learns of those it saw in time', async () => {
    expect(await world(5000, minute).learned()).toMatchObject({ population: 1100, frequency: [2, 3, 4, 5] });
  });
});
