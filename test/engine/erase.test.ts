import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit, type ErasureMark } from '../../lib/domain/erasure/erasure.ts';
import { emptyLedger, type Ledger } from '../../lib/domain/ledger.ts';
import type { Profile } from '../../lib/domain/profile.ts';
import { beginErasure, type Erasures, sweep } from '../../lib/engine/erase.ts';
import { consent, identify } from '../../lib/engine/identify.ts';
import { addressBook } from './address-book.ts';
import { requestOf, signUp, touchOnce } from './journey-of.ts';
import { hour, knownProfile, minute, monday, Surroundings } from './surroundings.ts';

/** One person's items and everything an erasure calls, with a switch to kill it at its n-th call. */
class Person {
  ledger: Ledger | null = { ...emptyLedger, version: 3, runs: {} };
  mark: ErasureMark | null = null;
  version = 3;
  profile: { profile: Profile; version: number } | null = { profile: knownProfile, version: 1 };
  items = ['TOUCH', 'INBOX', 'CONSENT'];
  remembered: number | null = null;
  started = 0;
  stopped: string[] = [];
  calls = 0;
  kill: { readonly call: number; readonly when: 'before' | 'after' } | null = null;
  readonly book = addressBook({ 'email ada@example.com': ['ada'] });

  private async outside<T>(effect: () => T | Promise<T>): Promise<T> {
    const call = ++this.calls;
    if (this.kill?.call === call && this.kill.when === 'before') throw new Error('killed');
    const result = await effect();
    if (this.kill?.call === call && this.kill.when === 'after') throw new Error('killed');
    return result;
  }

  readonly erasures: Erasures = {
    find: () => this.outside(() => ({ ledger: this.ledger ?? emptyLedger, version: this.version, mark: this.mark })),
    mark: (_, mark, version) =>
      this.outside(() => {
        if (version !== this.version) return false;
        Object.assign(this, { mark, ledger: null, version: version + 1 });
        return true;
      }),
    remember: (_, at) =>
      this.outside(() => void Object.assign(this, { remembered: Math.max(this.remembered ?? 0, at) })),
    last: () => this.outside(() => this.remembered),
    profile: () => this.outside(() => this.profile),
    removeProfile: (_, version) =>
      this.outside(() => {
        if (this.profile?.version !== version) return false;
        this.profile = null;
        return true;
      }),
    removeItems: () => this.outside(() => void Object.assign(this, { items: [] })),
    finish: (_, at) =>
      this.outside(() => {
        if (this.mark?.at === at) Object.assign(this, { mark: null, version: 0 });
      }),
  };
  readonly startErasure = () => this.outside(() => void this.started++);
  readonly addresses = {
    release: (...given: Parameters<typeof this.book.release>) => this.outside(() => this.book.release(...given)),
    suppress: (...given: Parameters<typeof this.book.suppress>) => this.outside(() => this.book.suppress(...given)),
  };
  readonly executions = { stop: ({ id }: { id: string }) => this.outside(() => void this.stopped.push(id)) };
}

const asked = { user: 'ada', at: monday };
const occasion = () => new Surroundings().occasion();

/** As Lambda and Step Functions do: again until it succeeds. */
async function retried(procedure: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    try {
      return await procedure();
    } catch {}
  }
  throw new Error('never succeeded');
}

async function eraseWhole(person: Person): Promise<void> {
  await retried(() => beginErasure(asked, occasion(), person));
  await retried(() => sweep({ ...asked, last: false }, person));
  await retried(() => sweep({ ...asked, last: true }, person));
}

describe('an erasure', () => {
  it('ends the same wherever it is killed', async () => {
    const calls = await (async () => {
      const person = new Person();
      await eraseWhole(person);
      return person.calls;
    })();
    expect(calls).toBeGreaterThan(10);
    for (let call = 1; call <= calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const person = new Person();
        person.kill = { call, when };
        await eraseWhole(person);
        expect(person).toMatchObject({ ledger: null, mark: null, profile: null, items: [], remembered: monday });
        expect(person.started).toBeGreaterThan(0);
        expect(await person.book.users('email', 'ada@example.com')).toEqual([]);
      }
    }
  });

  it('stops the runs that the ledger knew, though the ledger is gone by then', async () => {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    const person = new Person();
    person.ledger = world.ledgers.get('ada') ?? null;
    await eraseWhole(person);
    expect(person.stopped).toContain(Object.keys(world.ledgers.get('ada')?.runs ?? {})[0]);
  });

  it('is not repeated when it is delivered again, nor once the person has returned', async () => {
    const person = new Person();
    await eraseWhole(person);
    person.started = 0;
    await beginErasure(asked, occasion(), person);
    Object.assign(person, { ledger: { ...emptyLedger, version: 1, notBefore: monday }, version: 1 });
    await beginErasure(asked, occasion(), person);
    expect(person).toMatchObject({ started: 0, mark: null });
    await beginErasure({ ...asked, at: monday + hour }, occasion(), person);
    expect(person).toMatchObject({ started: 1, mark: { at: monday + hour } });
  });
});

describe('what is written after an erasure', () => {
  const erased = () => {
    const world = new Surroundings();
    world.know('ada');
    world.time = monday + hour;
    world.erase('ada');
    const ports = { ...world, ...world.rules, addresses: addressBook(), evidence: world.log };
    return { world, ports };
  };
  const change = { email: 'ada@example.com' };

  it('is refused when it was said before, and begins the person anew when it is newer', async () => {
    const { world, ports } = erased();
    const told = { user: 'ada', event: 'e', change, begins: true };
    await expect(identify({ ...told, at: monday }, world.occasion(), ports)).rejects.toThrow('was erased');
    expect(world.profiles.size).toBe(0);
    await identify({ ...told, at: monday + 2 * hour }, world.occasion(), ports);
    expect(world.profiles.get('ada')?.profile.email).toBe('ada@example.com');
  });

  it('scores begin nobody anew', async () => {
    const { world, ports } = erased();
    const scores = { user: 'ada', event: 'e', at: monday + 2 * hour, change: { scores: { churn: 1 } }, begins: false };
    await expect(identify(scores, world.occasion(), ports)).rejects.toThrow('was erased');
    expect(world.profiles.size).toBe(0);
  });

  it('keeps in the new ledger when the one before was erased', async () => {
    const { world, ports } = erased();
    const said = { channel: 'email', purpose: 'marketing', status: 'granted', basis: 'express', event: 'e' } as const;
    await consent({ user: 'ada', at: monday + 2 * hour, ...said }, world.occasion(), ports);
    expect(world.ledgers.get('ada')?.notBefore).toBe(monday + hour);
    await expect(consent({ user: 'ada', at: monday, ...said }, world.occasion(), ports)).rejects.toThrow('was erased');
    expect(world.evidence).toHaveLength(1);
  });

  it('a touch that wakes after it ends its run', async () => {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    world.erase('ada');
    world.time += minute;
    await expect(touchOnce(world, requestOf('hello'))).rejects.toMatchObject({ name: 'Over' });
    expect(world.records.size).toBe(0);
  });
});

it('nothing that was said at or before an erasure is ever admitted, and nothing without a time after it', () => {
  const state = fc.constantFrom('under-way' as const, 'done' as const, 'returned' as const);
  fc.assert(
    fc.property(fc.nat(), fc.nat(), state, fc.boolean(), (at, said, state, begins) => {
      const admission = admit({ at, state }, { at: said, begins });
      if (said <= at) expect(admission).toBe('erased');
      else if (state === 'returned') expect(admission).toBe('admitted');
      else if (!begins) expect(admission).toBe('erased');
      else expect(admission).toBe(state === 'done' ? 'admitted' : 'wait');
      if (state !== 'returned') expect(admit({ at, state }, { begins })).toBe('erased');
    }),
  );
});
