import { describe, expect, it } from 'vitest';
import type { Destination, ForwardedEvent, Forwarding } from '../../lib/domain/forwarded.ts';
import { type Forwards, forward } from '../../lib/engine/forward.ts';
import { Surroundings } from './surroundings.ts';

const event: ForwardedEvent = { id: 'e1', name: 'touch.sent', at: 0, user: 'ada', fields: { run: 'r1' } };

function stage(...answers: Forwarding[]) {
  const world = new Surroundings();
  world.know('ada');
  const sent: string[] = [];
  const claims = new Set<string>();
  const forwards: Forwards = {
    claim: async (user, to, { id }) => {
      const key = `${user} ${to} ${id}`;
      return !claims.has(key) && Boolean(claims.add(key));
    },
    release: async (user, to, { id }) => void claims.delete(`${user} ${to} ${id}`),
  };
  const counting: Destination = {
    name: 'ga4',
    knowsRepeats: false,
    send: async () => {
      sent.push('ga4');
      return answers.shift() ?? { verdict: 'accepted' };
    },
  };
  const knowing: Destination = {
    name: 'mixpanel',
    knowsRepeats: true,
    send: async () => {
      sent.push('mixpanel');
      return { verdict: 'accepted' };
    },
  };
  const tell = () => forward(event, { people: world.people, forwards, destinations: [knowing, counting] });
  return { world, sent, tell };
}

const to = (sent: readonly string[], name: string) => sent.filter((each) => each === name).length;

describe('forward', () => {
  it('tells a service that counts repeats once, however often the event comes', async () => {
    const { sent, tell } = stage();
    await tell();
    await tell();
    expect(to(sent, 'ga4')).toBe(1);
  });

  it('tries again what was proven not taken, and then only once more', async () => {
    const { sent, tell } = stage({ verdict: 'unavailable', detail: 'ga4 (503)' });
    await expect(tell()).rejects.toThrow('ga4 (503)');
    await tell();
    await tell();
    expect(to(sent, 'ga4')).toBe(2);
  });

  it('does not send again what may have been taken and would count twice', async () => {
    const { sent, tell } = stage({ verdict: 'in-doubt' });
    await tell();
    await tell();
    expect(to(sent, 'ga4')).toBe(1);
  });

  it('puts aside what a service refuses for good', async () => {
    const { tell } = stage({ verdict: 'refused', detail: 'ga4 (400)' });
    await expect(tell()).rejects.toMatchObject({ name: 'Unusable', message: expect.stringContaining('ga4 (400)') });
  });

  it.each([{ doNotSell: true }, { gpc: true }])('tells nobody of a person who said %j', async (traits) => {
    const { world, sent, tell } = stage();
    world.know('ada', { traits });
    await tell();
    expect(sent).toEqual([]);
  });

  it('tells nobody of a person who was erased', async () => {
    const { world, sent, tell } = stage();
    world.erase('ada');
    await tell();
    expect(sent).toEqual([]);
  });
});
