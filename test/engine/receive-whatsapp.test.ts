import { describe, expect, it } from 'vitest';
import { suppressionOf } from '../../lib/domain/address/state.ts';
import { basesInForce } from '../../lib/domain/consent.ts';
import { stopMarketing } from '../../lib/engine/receive/preference.ts';
import { household, number } from './household.ts';
import { hour } from './surroundings.ts';

describe('somebody who shows no number on WhatsApp', () => {
  const id = 'DE.1502576394655843';
  const byId = { channel: 'whatsapp', address: id, userId: id } as const;
  const withNumber = { channel: 'whatsapp', userId: id } as const;

  it('is known by the id that a message with both told, and their STOP holds for the number', async () => {
    const { world, text, ports, published } = household('ada');
    await text('hi', withNumber);
    await text('me again', byId);
    expect(published.map(({ detail }) => detail.userId)).toEqual(['ada', 'ada']);
    await text('STOP', byId);
    expect(world.ledgers.get('ada')?.suppressed.whatsapp).toMatchObject({ reason: 'unsubscribed' });
    const { state } = await ports.addresses.link('whatsapp', number, 'eve');
    expect(suppressionOf(state)?.reason).toBe('unsubscribed');
  });

  it('and whom nobody knows is obeyed, put to review, and stopped for good once their number is known', async () => {
    const { world, text, bases } = household('ada');
    expect(await text('STOP', byId)).toEqual({ as: 'stop', users: [], review: true });
    expect(world.ledgers.get('ada')?.suppressed).toEqual({});
    world.time += hour;
    await text('hi', withNumber);
    expect(world.ledgers.get('ada')?.suppressed.whatsapp).toMatchObject({ reason: 'unsubscribed' });
    expect(bases('ada')).not.toEqual([]);
  });
});

describe('another wording of a message', () => {
  it('opens no conversation and answers nothing, but is obeyed when it is STOP', async () => {
    const { world, text, published } = household('ada');
    const edit = { channel: 'whatsapp', edited: true } as const;
    expect(await text('hello there', edit)).toEqual({ as: 'edit', users: ['ada'], review: false });
    expect(await text('please stop all this', edit)).toMatchObject({ as: 'edit', review: true });
    expect(await text('START', edit)).toMatchObject({ as: 'edit' });
    expect(published).toEqual([]);
    expect(world.profiles.get('ada')?.profile).not.toHaveProperty('wrote');
    expect(await text('Stop', edit)).toMatchObject({ as: 'stop' });
    expect(world.ledgers.get('ada')?.suppressed.whatsapp).toMatchObject({ reason: 'unsubscribed' });
  });
});

describe('a button', () => {
  it('that carries STOP is one, whatever its label says; one that carries START gives nothing', async () => {
    const { world, text } = household('ada');
    expect(await text('Keine Lust', { channel: 'whatsapp', payload: 'STOP' })).toMatchObject({ as: 'stop' });
    expect(world.ledgers.get('ada')?.suppressed.whatsapp).toBeDefined();
    expect(await text('Los geht es', { channel: 'whatsapp', payload: 'START' })).toMatchObject({ as: 'text' });
    expect(world.ledgers.get('ada')?.suppressed.whatsapp).toBeDefined();
  });
});

describe('marketing stopped in WhatsApp’s own settings', () => {
  it('withdraws that consent and nothing else, once', async () => {
    const { world, ports, agree, told } = household('ada', 'bob');
    for (const user of ['ada', 'bob']) await agree(user, 'express', 'whatsapp');
    world.time += hour;
    const stopped = { channel: 'whatsapp', address: number, at: world.time, event: 'whatsapp 1' } as const;
    for (let again = 0; again < 2; again++) {
      expect(await stopMarketing(stopped, world.occasion(), ports)).toEqual(['ada', 'bob']);
    }
    for (const user of ['ada', 'bob']) {
      expect(basesInForce(world.ledgers.get(user)?.consents['whatsapp.marketing'])).toEqual([]);
      expect(world.ledgers.get(user)?.suppressed).toEqual({});
      expect(told.get(user)?.at(-1)).toMatchObject({ status: 'withdrawn', source: expect.stringMatching(/WhatsApp/) });
    }
    expect(told.get('ada')).toHaveLength(2);
  });
});
