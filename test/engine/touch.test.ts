import { describe, expect, it } from 'vitest';
import { emptyLedger } from '../../lib/domain/ledger.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { requestOf, runMachine, signUp, touchOnce } from './journey-of.ts';
import { day, hour, minute, monday, Surroundings, welcome } from './surroundings.ts';

const begun = async () => {
  const world = new Surroundings();
  world.know('ada');
  await signUp(world);
  return world;
};

describe('a journey, step by step', () => {
  it('speaks three times, at its own times, and marks the run done with the last touch', async () => {
    const world = await begun();
    expect(await runMachine(world)).toBe('end');
    expect(world.sent.map(({ provider, at }) => [provider, at - monday])).toEqual([
      ['bell', 0],
      ['mail', day],
      ['box', 3 * day + hour],
    ]);
    const run = world.ledgers.get('ada')?.runs[runId('welcome', 'ada', 'event-1')];
    expect(run?.ended).toMatchObject({ why: 'done' });
    expect(world.announced.map(({ type }) => type)).toEqual([
      'run.started',
      'touch.sent',
      'touch.sent',
      'touch.sent',
      'run.ended',
    ]);
  });

  it('records every rule that was tried, with what it saw', async () => {
    const world = await begun();
    await touchOnce(world, requestOf('hello'));
    const [record] = world.records.values();
    expect(record?.decision?.tried).toEqual([
      { rule: 'reach', verdict: 'pass', values: { addresses: 1 } },
      { rule: 'suppression', verdict: 'pass' },
      { rule: 'consent', verdict: 'pass', values: { basis: 'double_opt_in', rows: 'push-opt-in' } },
      { rule: 'window', verdict: 'pass', values: { zone: 'UTC' } },
      { rule: 'cap', verdict: 'pass', values: { counted: 0 } },
    ]);
  });

  it('runs a control as a ghost: decided and recorded, nothing sent', async () => {
    const world = new Surroundings();
    world.journeys = [{ ...welcome, control: 1 }];
    world.know('ada');
    await signUp(world);
    expect(await runMachine(world)).toBe('end');
    expect(world.sent).toEqual([]);
    expect(world.outcomes()).toEqual({ hello: 'ghost', 'first-steps': 'ghost', tips: 'ghost' });
  });

  it('does not count a ghost against anybody else', async () => {
    const world = new Surroundings();
    world.journeys = [{ ...welcome, control: 1 }];
    world.know('ada');
    await signUp(world);
    await touchOnce(world, requestOf('hello'));
    const other = { ...welcome, name: 'other', control: 0 };
    world.journeys = [other];
    const entry = { journey: 'other', user: 'ada', eventId: 'event-1', at: world.time, detail: {} };
    const { enter } = await import('../../lib/engine/enter.ts');
    await enter(entry, world.occasion(), { ...world, ...world.rules });
    const request = requestOf('hello');
    await touchOnce(world, {
      ...request,
      run: { ...request.run, journey: 'other', id: runId('other', 'ada', 'event-1') },
    });
    expect(world.sent).toHaveLength(1);
  });
});

describe('waiting to get acquainted', () => {
  it('holds the first touch until profile and consent are there', async () => {
    const world = new Surroundings();
    await signUp(world);
    await expect(touchOnce(world, requestOf('hello'))).rejects.toMatchObject({
      name: 'Hold',
      message: '2027-01-11T09:00:15Z',
    });
    world.time += 10 * minute;
    await expect(touchOnce(world, requestOf('hello'))).rejects.toMatchObject({
      name: 'Hold',
      message: '2027-01-11T09:20:00Z',
    });
    const { runs } = world.ledgers.get('ada') ?? emptyLedger;
    world.know('ada');
    world.ledgers.set('ada', { ...(world.ledgers.get('ada') ?? emptyLedger), runs });
    await touchOnce(world, requestOf('hello'));
    expect(world.sent).toHaveLength(1);
  });

  it('gives up after half an hour and says why', async () => {
    const world = new Surroundings();
    await signUp(world);
    expect(await runMachine(world)).toBe('end');
    expect(world.sent).toEqual([]);
    expect([...world.records.values()].map(({ reason }) => reason)).toEqual([
      'unreachable',
      'unreachable',
      'unreachable',
    ]);
  });
});

describe('what a provider may answer', () => {
  const down = { verdict: 'unavailable', reason: 'down', detail: '' } as const;

  it('sends when the provider recovers', async () => {
    const world = await begun();
    world.answers.set('bell', [{ verdict: 'unavailable', reason: 'throttled', detail: '' }]);
    await runMachine(world);
    const [first] = world.sent;
    expect(first?.provider).toBe('bell');
    expect(Math.abs((first?.at ?? 0) - monday - minute)).toBeLessThanOrEqual(minute / 2);
    expect(world.outcomes()).toMatchObject({ hello: 'sent' });
  });

  it('goes on to the next provider at once when the first proves unavailable', async () => {
    const world = await begun();
    world.program = { ...world.program, providers: { ...world.program.providers, push: ['bell', 'horn'] } };
    world.answers.set('bell', [{ verdict: 'unavailable', reason: 'down', detail: '' }]);
    await touchOnce(world, requestOf('hello'));
    expect(world.sent.map(({ provider }) => provider)).toEqual(['horn']);
  });

  it('asks another provider when the first knows no way to a person, and lets nobody else close a way that is shut for now', async () => {
    const noWay = { verdict: 'refused', reason: 'unreachable', detail: '' } as const;
    for (const [bell, horn, expected] of [
      [noWay, null, 'horn'],
      [down, noWay, 'bell'],
      [noWay, down, 'bell'],
      [noWay, noWay, 'failed'],
    ] as const) {
      const world = await begun();
      world.program = { ...world.program, providers: { ...world.program.providers, push: ['bell', 'horn'] } };
      world.answers.set('bell', [bell]);
      if (horn) world.answers.set('horn', [horn]);
      await runMachine(world);
      const [first] = world.sent.map(({ provider }) => provider);
      if (expected === 'failed') expect(world.outcomes()).toMatchObject({ hello: 'failed', 'first-steps': 'sent' });
      else expect(first).toBe(expected);
    }
  });

  it('remembers which touch a message was, before the record, where the provider will not say', async () => {
    const world = await begun();
    world.silent.add('bell');
    const touch = { user: 'ada', run: runId('welcome', 'ada', 'event-1'), step: 'hello' };
    await touchOnce(world, requestOf('hello'));
    expect([...world.remembered]).toEqual([['bell bell-1', touch]]);
    world.time += day;
    await touchOnce(world, requestOf('first-steps'));
    expect(world.remembered.size).toBe(1);
  });

  it('does not send marketing again when in doubt, not even by another provider', async () => {
    const world = await begun();
    world.program = { ...world.program, providers: { ...world.program.providers, push: ['bell', 'horn'] } };
    world.answers.set('bell', [{ verdict: 'in-doubt', detail: '500' }]);
    await runMachine(world);
    expect(world.sent.map(({ provider }) => provider)).toEqual(['bell', 'mail', 'box']);
    expect(world.outcomes()).toMatchObject({ hello: 'unknown' });
  });

  it('tries a transactional message once more when in doubt, never a third time', async () => {
    const world = new Surroundings();
    world.journeys = [{ ...welcome, purpose: 'transactional' }];
    world.know('ada');
    await signUp(world);
    world.answers.set('bell', Array(5).fill({ verdict: 'in-doubt', detail: '500' }));
    await runMachine(world);
    expect(world.sent.filter(({ provider }) => provider === 'bell')).toHaveLength(2);
    expect(world.outcomes()).toMatchObject({ hello: 'unknown' });
  });

  it('believes a provider that somebody opted out, and asks it no more', async () => {
    const world = await begun();
    world.answers.set('bell', [{ verdict: 'refused', reason: 'unsubscribed', detail: '' }]);
    await touchOnce(world, requestOf('hello'));
    expect(world.sent).toEqual([]);
    expect(world.evidence).toMatchObject([{ channel: 'push', status: 'withdrawn', source: 'bell: opted out' }]);
    expect(world.ledgers.get('ada')).toMatchObject({
      touches: [],
      consents: { 'push.marketing': { withdrawn: monday } },
    });
  });

  it('takes a dead token off the profile', async () => {
    const world = await begun();
    world.answers.set('bell', [{ verdict: 'refused', reason: 'unreachable', detail: '', dead: ['token-1'] }]);
    await touchOnce(world, requestOf('hello'));
    expect(world.profiles.get('ada')?.profile.push).toEqual([]);
    expect(world.ledgers.get('ada')?.touches).toEqual([]);
  });
});

describe('killed at any moment', () => {
  it('never sends twice, and the run goes on', async () => {
    const begun = async () => {
      const world = new Surroundings();
      world.silent.add('bell');
      world.know('ada');
      await signUp(world);
      return world;
    };
    const calm = await begun();
    const before = calm.calls;
    await runMachine(calm);
    for (const when of ['before', 'after'] as const) {
      for (let call = before + 1; call <= calm.calls + 4; call++) {
        const world = await begun();
        world.kill = { call, when };
        const label = `killed ${when} call ${call}`;
        expect(await runMachine(world), label).toBe('end');
        for (const provider of ['bell', 'mail', 'box']) {
          const times = world.sent.filter((sent) => sent.provider === provider).length;
          expect(times, `${label}: ${provider}`).toBeLessThanOrEqual(1);
        }
        const { hello, tips, ...rest } = world.outcomes();
        if (hello === 'sent') expect(world.remembered.size, label).toBe(1);
        for (const outcome of [hello, rest['first-steps'], tips]) expect(['sent', 'unknown'], label).toContain(outcome);
        expect(Object.values(world.outcomes()).filter((outcome) => outcome === 'unknown').length).toBeLessThanOrEqual(
          1,
        );
      }
    }
  });

  it('never sends a transactional message a third time, whatever dies', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; call <= 30; call++) {
        const world = new Surroundings();
        world.journeys = [{ ...welcome, purpose: 'transactional' }];
        world.know('ada');
        await signUp(world);
        world.kill = { call: world.calls + call, when };
        await runMachine(world);
        for (const provider of ['bell', 'mail', 'box']) {
          expect(world.sent.filter((sent) => sent.provider === provider).length).toBeLessThanOrEqual(2);
          expect(world.sent.filter((sent) => sent.provider === provider).length).toBeGreaterThanOrEqual(1);
        }
      }
    }
  });
});
