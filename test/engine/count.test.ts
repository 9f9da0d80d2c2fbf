import { describe, expect, it } from 'vitest';
import type { ApprovalRequest } from '../../lib/domain/approval.ts';
import type { Estimate } from '../../lib/domain/estimate.ts';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import { emptyLedger } from '../../lib/domain/ledger.ts';
import { segments } from '../../lib/domain/pace.ts';
import { type AskPorts, ask } from '../../lib/engine/ask.ts';
import type { CountedSegment } from '../../lib/engine/count/ports.ts';
import { type CountPorts, count } from '../../lib/engine/count.ts';
import { hour, knownProfile, monday, program, Surroundings, welcome } from './surroundings.ts';

const spring: JourneyRules = {
  ...welcome,
  name: 'spring',
  enter: { audience: { country: ['DE', 'US'] }, starts: 'now', overMs: 2 * hour },
};
const terms = { entry: 'audience', messages: { email: 1, push: 2 } } as const;
const request: ApprovalRequest = { journey: 'spring', version: 'v1', approver: 'legal', request: 'r1' };

/** So many people dealt over the segments, read three at a time. */
function counted(people: number, perRead = 3) {
  const world = new Surroundings();
  world.journeys = [spring];
  const stored = new Map<number, CountedSegment>();
  const kept: Estimate[] = [];
  let reads = 0;
  let decision: 'approved' | undefined;
  const everyone = Array.from({ length: people }, (_, n) => ({
    profile: { ...knownProfile, country: ['DE', 'US', 'FR'][n % 3] ?? 'DE' },
    ledger: { ...emptyLedger, consents: { 'email.marketing': { granted: { double_opt_in: monday - hour } } } } as const,
  }));
  const ports: CountPorts & AskPorts = {
    ...world.rules,
    edges: world.edges,
    approvals: {
      latest: async () => (decision ? { ...request, at: monday, token: 't', decision } : null),
      ask: async () => {},
    },
    deployed: () => ({ version: 'v1', approvers: { legal: 'legal@example.com' }, terms }),
    census: {
      async *pages({ number, of, after = '0' }) {
        const mine = everyone.filter((_, n) => n % of === number);
        for (let from = Number(after); ; from += perRead) {
          reads += 1;
          const next = from + perRead < mine.length ? String(from + perRead) : undefined;
          yield { people: mine.slice(from, from + perRead), next };
          if (next === undefined) return;
        }
      },
    },
    headcounts: {
      read: async (_, segment) => stored.get(segment) ?? null,
      write: async (_, segment, after) => {
        if ((stored.get(segment)?.page ?? 0) !== after.page - 1) return false;
        stored.set(segment, after);
        return true;
      },
      of: async () => stored,
    },
    estimates: { keep: async (_, estimate) => void kept.push(estimate) },
    notify: async () => {},
  };
  /** Every segment page by page to its end. @returns how many pages it took */
  const toTheEnd = async () => {
    let pages = 0;
    for (let number = 0; number < segments; number++) {
      while ((await count(request, number, world.occasion(), ports)).next === 'page') pages += 1;
      pages += 1;
    }
    return pages;
  };
  return {
    world,
    ports,
    stored,
    kept,
    toTheEnd,
    reads: () => reads,
    approve: () => {
      decision = 'approved';
    },
  };
}

const asked = ({ world, ports }: ReturnType<typeof counted>) => ask(request, 'token', world.occasion(), ports);

describe('counting whom a version is for', () => {
  it('counts everybody of the audience once, and asks with what it found', async () => {
    const table = counted(300);
    expect(await table.toTheEnd()).toBe(segments);
    await asked(table);
    expect(table.kept).toMatchObject([
      {
        of: 'audience',
        at: monday,
        people: 200,
        channels: { email: { address: 200, allowed: 200 }, push: { address: 200, allowed: 0 } },
        markets: [
          { market: 'DE', people: 100 },
          { market: 'US', people: 100 },
        ],
      },
    ]);
  });

  it('does a bounded amount in one invocation and goes on where it was', async () => {
    const table = counted(segments * 250, 1);
    expect(await table.toTheEnd()).toBe(segments * 3);
    expect(table.reads()).toBe(segments * 250);
    await asked(table);
    expect(table.kept).toMatchObject([{ people: Math.ceil((segments * 250 * 2) / 3) }]);
    // Nobody's place is kept once they are all counted.
    expect([...table.stored.values()].every(({ after }) => after === undefined)).toBe(true);
  });

  it('stops in time when reading is slow', async () => {
    const table = counted(segments * 30, 1);
    const slow = { now: () => (table.world.time += 600) };
    expect(await count(request, 0, slow, table.ports)).toEqual({ next: 'page' });
    expect(table.reads()).toBeLessThan(20);
  });

  it('counts a page once that is tried again, or that two are at', async () => {
    const table = counted(segments * 250, 1);
    const occasion = table.world.occasion();
    await Promise.all([count(request, 0, occasion, table.ports), count(request, 0, occasion, table.ports)]);
    expect(table.stored.get(0)?.page).toBe(1);
    await table.toTheEnd();
    await asked(table);
    expect(table.kept).toMatchObject([{ people: Math.ceil((segments * 250 * 2) / 3) }]);
    expect(await count(request, 0, occasion, table.ports)).toEqual({ next: 'over' });
  });

  it('counts nothing that is not to be asked', async () => {
    const table = counted(10);
    const other = { ...request, version: 'v2' };
    await expect(count(other, 0, table.world.occasion(), table.ports)).rejects.toThrow(/deploy first/);
    table.approve();
    await expect(count(request, 0, table.world.occasion(), table.ports)).rejects.toMatchObject({ name: 'NotAsked' });
    expect(table.reads()).toBe(0);
  });

  it('does not take a part of the people for all of them', async () => {
    const table = counted(10);
    await count(request, 0, table.world.occasion(), table.ports);
    await expect(asked(table)).rejects.toThrow('segments 1, 2, 3, 4, 5, 6, 7 of the table are not counted');
    expect(table.kept).toEqual([]);
  });
});

it('asks at once about people whom nobody can count', async () => {
  const table = counted(0);
  const event = { entry: 'event', messages: { email: 1 } } as const;
  const deployed = () => ({ version: 'v1', approvers: { legal: 'legal@example.com' }, terms: event });
  const priced = { ...program, prices: { email: { mail: 0.001 } } };
  await ask(request, 'token', table.world.occasion(), { ...table.ports, deployed, program: priced });
  expect(table.kept).toMatchObject([{ of: 'event', people: 1_000, cost: 1_000_000 }]);
});
