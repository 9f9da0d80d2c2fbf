import { describe, expect, it } from 'vitest';
import type { Lessons } from '../../lib/domain/lessons.ts';
import type { Program } from '../../lib/domain/program.ts';
import type { Counted } from '../../lib/domain/tally.ts';
import { learn } from '../../lib/engine/learn.ts';
import { compileJourney } from '../../statemachines/compile/index.ts';
import winBack from '../../statemachines/journeys/win-back/journey.ts';
import { program } from '../../statemachines/program.ts';
import { day, minute, monday } from './surroundings.ts';

const hoursAt = (hour: number, times: number) => Array.from({ length: 24 }, (_, at) => (at === hour ? times : 0));

interface Population {
  /** Who ordered one to five times. */
  readonly customers?: number;
  /** How long a page of a hundred takes. */
  readonly pageMs?: number;
  /** Whether they engage, and those who ordered most at another hour. */
  readonly engage?: boolean;
  readonly edges?: Lessons['edges'];
  readonly counted?: readonly Counted[];
  /** Which event is an order; `null`: none is. */
  readonly orders?: Program['orders'] | null;
}

const { rules } = compileJourney({ ...winBack, bandits: { offer: { floor: 0.1, uniform: 0.2 } } }, program);

async function learned({
  customers = 0,
  pageMs = 0,
  engage = false,
  edges,
  counted,
  orders = program.orders,
}: Population) {
  let time = monday;
  const written: Partial<Lessons> = {};
  async function* pages() {
    for (let from = 0; from < customers; from += 100) {
      time += pageMs;
      yield Array.from({ length: Math.min(100, customers - from) }, (_, n) => {
        const count = 1 + (n % 5);
        const orders = { last: monday - count * 10 * day, count, total: count * 10 };
        return { user: `user-${from + n}`, orders, ...(engage && { hours: hoursAt(count === 5 ? 21 : 8, 2) }) };
      });
    }
  }
  const said = await learn(() => time, {
    journeys: { all: () => (counted ? [rules] : []) },
    program: orders ? { orders } : {},
    population: { pages },
    tallies: { read: async (journey) => (journey === 'win-back' ? (counted ?? []) : []) },
    edges: async () => edges ?? null,
    write: async (lesson, what) => void Object.assign(written, { [lesson]: what }),
  });
  return { written, said };
}

const edges = {
  recency: [20, 30, 40, 50],
  frequency: [2, 3, 4, 5],
  monetary: [20, 30, 40, 50],
  at: monday,
  population: 500,
};

describe('learn', () => {
  it('writes where the fifths of all customers begin', async () => {
    expect(await learned({ customers: 500 })).toEqual({ said: { customers: 500, engaged: 0 }, written: { edges } });
  });

  it('writes nothing of nobody', async () => {
    expect(await learned({})).toEqual({ said: { customers: 0, engaged: 0 }, written: {} });
  });

  it('learns of those it saw in time', async () => {
    const { written } = await learned({ customers: 5000, pageMs: minute });
    expect(written.edges).toMatchObject({ population: 1100, frequency: [2, 3, 4, 5] });
  });

  it('adds up when people engage: everybody, and each kind by the edges of the day before', async () => {
    const { written, said } = await learned({ customers: 500, engage: true, edges });
    expect(said).toEqual({ customers: 500, engaged: 500 });
    const sum = hoursAt(8, 800).map((count, hour) => (hour === 21 ? 200 : count));
    expect(written.habits).toMatchObject({ everybody: sum, at: monday, population: 500 });
    // Those who ordered five times, fifty days ago, are the ones not to lose.
    expect(written.habits?.segments["Can't Lose"]).toEqual(hoursAt(21, 200));
    expect((await learned({ customers: 500, engage: true })).written.habits?.segments).toEqual({});
  });

  it('moves people towards the arm that converts, by those who had the time to', async () => {
    const row = (at: number, add: Record<string, number>): Counted => ({
      of: 'runs',
      group: 'treatment',
      day: new Date(at).toISOString().slice(0, 10),
      add,
    });
    const counted = [
      row(monday - 20 * day, {
        'offer=percent-off.entered': 500,
        'offer=percent-off.converted': 50,
        'offer=feature-unlock.entered': 500,
        'offer=feature-unlock.converted': 100,
      }),
      // They entered yesterday: that nobody of them has converted says nothing.
      row(monday - day, { 'offer=feature-unlock.entered': 100_000 }),
    ];
    const { written } = await learned({ counted });
    const shares = written.shares?.journeys['win-back']?.offer ?? {};
    expect(shares['feature-unlock']).toBeCloseTo(0.9, 4);
    expect(shares['percent-off']).toBeCloseTo(0.1, 4);
  });

  it('looks at nobody when no orders are named and no journey asks for the best hour', async () => {
    const { written, said } = await learned({ customers: 500, engage: true, counted: [], orders: null });
    expect([said, Object.keys(written)]).toEqual([{ customers: 0, engaged: 0 }, ['shares']]);
  });

  it('shares out evenly while nothing is known', async () => {
    const { written } = await learned({ counted: [] });
    expect(written.shares?.journeys['win-back']?.offer?.['percent-off']).toBeCloseTo(0.5, 6);
  });
});
