import { describe, expect, it } from 'vitest';
import { requestOf, signUp, touchOnce } from './journey-of.ts';
import { minute, monday, Surroundings, welcome } from './surroundings.ts';

/** The welcome, whose first step may be a push or an email. */
async function begun() {
  const world = new Surroundings();
  const hello = { ...welcome.steps.hello, name: 'hello', channel: 'push', content: 'hi' } as const;
  const best = [
    ['push', 'hi'],
    ['email', 'letter'],
  ] as const;
  world.journeys = [{ ...welcome, steps: { ...welcome.steps, hello: { ...hello, best } } }];
  // Real clocks do not stop at whole seconds.
  world.time = monday + 123;
  world.know('ada');
  await signUp(world);
  return world;
}
const record = (world: Surroundings) => [...world.records.values()][0];

describe('a step that chooses its channel', () => {
  it('speaks on the one that suits, with what it says there, and records why', async () => {
    const world = await begun();
    world.know('ada', { engaged: { email: monday - minute } });
    await signUp(world);
    await touchOnce(world, requestOf('hello'));
    expect(world.sent.map(({ provider }) => provider)).toEqual(['mail']);
    expect(record(world)).toMatchObject({ channel: 'email', content: 'letter', outcome: 'sent' });
    expect(record(world)?.decision?.tried[0]).toEqual({
      rule: 'best',
      verdict: 'pass',
      values: { chosen: 'email', push: 0, email: 0.98 },
    });
    expect(world.ledgers.get('ada')?.touches.map(({ channel }) => channel)).toEqual(['email']);
  });

  it('stays on the channel that it claimed, whatever happens before it is tried again', async () => {
    const world = await begun();
    // The call that sends is the one after the claim.
    for (let call = 1; call < 12 && record(world)?.outcome === undefined; call++) {
      world.kill = { call: world.calls + call, when: 'before' };
      await touchOnce(world, requestOf('hello')).catch(() => {});
      if (world.ledgers.get('ada')?.touches.length) break;
    }
    world.kill = null;
    expect(world.ledgers.get('ada')?.touches.map(({ channel }) => channel)).toEqual(['push']);
    const held = world.profiles.get('ada');
    if (held) world.profiles.set('ada', { ...held, profile: { ...held.profile, engaged: { email: world.time } } });
    world.time += minute;
    await touchOnce(world, requestOf('hello'));
    expect(world.sent).toEqual([]);
    expect(record(world)).toMatchObject({ channel: 'push', outcome: 'unknown' });
  });

  it('gives the slot of its channel back when nothing was accepted', async () => {
    const world = await begun();
    world.answers.set('bell', [{ verdict: 'refused', reason: 'unreachable', detail: '' }]);
    await touchOnce(world, requestOf('hello'));
    expect(record(world)).toMatchObject({ channel: 'push', outcome: 'failed' });
    expect(world.ledgers.get('ada')?.touches).toEqual([]);
  });
});
