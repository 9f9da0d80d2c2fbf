import { describe, expect, it } from 'vitest';
import { inConversation } from '../../lib/domain/profile.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { household, number } from './household.ts';
import { requestOf, signUp, touchOnce } from './journey-of.ts';
import { day, hour } from './surroundings.ts';

describe('STOP', () => {
  it('opts out everybody behind the number, with evidence, and is confirmed once', async () => {
    const { world, text, bases, answers, told } = household('ada', 'bob');
    await text('Stop, please');
    for (const user of ['ada', 'bob']) {
      expect(world.ledgers.get(user)?.suppressed.sms).toMatchObject({ reason: 'unsubscribed' });
      expect(bases(user)).toEqual([]);
      expect(told.get(user)).toEqual([
        expect.objectContaining({ status: 'withdrawn', source: 'STOP by sms', wording: 'Stop, please', event: 'SM1' }),
      ]);
    }
    expect(answers).toEqual(['stop de']);
    await text('STOP');
    expect(answers).toEqual(['stop de']);
  });

  it('changes nothing when its webhook comes again, not even after a START', async () => {
    const { text, bases, answers, world } = household('ada');
    await text('STOP', { id: 'SMa' });
    await text('STOP', { id: 'SMa' });
    world.time += hour;
    await text('START', { id: 'SMb' });
    await text('STOP', { id: 'SMa' });
    expect(bases('ada')).not.toEqual([]);
    expect(world.ledgers.get('ada')?.suppressed).toEqual({});
    expect(answers).toEqual(['stop de', 'start de']);
  });

  it('is answered by Twilio when it says that it read the keyword', async () => {
    const { text, answers, bases } = household('ada');
    await text('ALTO', { keyword: 'stop' });
    expect(bases('ada')).toEqual([]);
    expect(answers).toEqual([]);
  });

  it('holds for a number that nobody is behind, and is confirmed to it', async () => {
    const { text, answers, ports } = household();
    expect(await text('STOP')).toEqual({ as: 'stop', users: [], review: false });
    expect(answers).toEqual(['stop -']);
    expect(await ports.addresses.link('sms', number, 'eve')).toMatchObject({
      state: { grounds: { unsubscribed: expect.any(Number) } },
    });
  });

  it('counts against the touch that it answers, and is no engagement', async () => {
    const { world, text, ports } = household('ada');
    await signUp(world);
    await touchOnce(world, requestOf('hello'));
    await text('STOP');
    const counted = world.tallied.filter(({ add }) => add.unsubscribed);
    expect(counted).toEqual([
      expect.objectContaining({ journey: 'welcome', add: { unsubscribed: 1, 'hello.unsubscribed': 1 } }),
    ]);
    expect(world.profiles.get('ada')?.profile.engaged).toEqual({});
    expect(
      await ports.touches.read({ user: 'ada', run: runId('welcome', 'ada', 'event-1'), step: 'hello' }),
    ).toMatchObject({ feedback: {} });
  });

  it('is finished by a second attempt wherever the first one died', async () => {
    for (let call = 1; call <= 14; call++) {
      const { world, text, bases, answers } = household('ada', 'bob');
      world.kill = { call, when: 'after' };
      await text('STOP', { id: 'SMa' }).catch(() => text('STOP', { id: 'SMa' }));
      for (const user of ['ada', 'bob']) {
        expect(bases(user), `killed at ${call}`).toEqual([]);
        expect(world.ledgers.get(user)?.suppressed.sms).toBeDefined();
      }
      expect(answers, `killed at ${call}`).toEqual(['stop de']);
    }
  });
});

describe('START', () => {
  it('grants again what was in force before that STOP, and only that', async () => {
    const { world, text, agree, bases } = household('ada');
    world.ledgers.delete('ada');
    await agree('ada', 'soft_opt_in');
    world.time += day;
    await text('STOP');
    world.time += day;
    await text('START');
    expect(bases('ada')).toEqual(['soft_opt_in']);
    world.time += day;
    await agree('ada', 'double_opt_in');
    world.time += day;
    await text('STOP');
    await text('START');
    expect(bases('ada')).toEqual(['double_opt_in', 'soft_opt_in']);
    expect(world.ledgers.get('ada')?.suppressed).toEqual({});
  });

  it('is an express yes of somebody who had agreed to nothing', async () => {
    const { world, text, bases, told, answers } = household('ada');
    world.ledgers.delete('ada');
    await text('STOP');
    await text('unstop');
    expect(bases('ada')).toEqual(['express']);
    expect(told.get('ada')?.at(-1)).toMatchObject({ status: 'granted', basis: 'express', source: 'START by sms' });
    expect(answers).toEqual(['stop de', 'start de']);
  });

  it('works in the very moment of the STOP, and so does the next STOP', async () => {
    const { world, text, bases } = household('ada');
    for (let round = 0; round < 3; round++) {
      await text('STOP');
      expect(bases('ada')).toEqual([]);
      expect(world.ledgers.get('ada')?.suppressed.sms).toBeDefined();
      await text('START');
      expect(bases('ada')).not.toEqual([]);
      expect(world.ledgers.get('ada')?.suppressed).toEqual({});
    }
  });

  it('lifts no bounce, and does not say that it did', async () => {
    const { world, text, ports, answers } = household('ada');
    await ports.addresses.suppress('sms', number, { reason: 'bounced', at: world.time });
    await text('STOP');
    await text('START');
    expect(world.ledgers.get('ada')?.suppressed.sms).toMatchObject({ reason: 'bounced' });
    expect(answers).toEqual(['stop de']);
  });
});

describe('HELP', () => {
  it('is answered once, also to somebody who is suppressed', async () => {
    const { text, answers } = household('ada');
    await text('STOP');
    await text('HELP', { id: 'SMh' });
    await text('HELP', { id: 'SMh' });
    expect(answers).toEqual(['stop de', 'help de']);
  });
});

describe('a text', () => {
  it('answers the latest touch of the week, opens the conversation and is news for journeys', async () => {
    const { world, text, published } = household('ada');
    await signUp(world);
    await touchOnce(world, requestOf('hello'));
    world.time += hour;
    expect(await text('When do you open?', { id: 'SMq' })).toEqual({ as: 'text', users: ['ada'], review: false });
    const [record] = [...world.records.values()];
    expect(record).toMatchObject({ feedback: { replied: world.time } });
    expect(world.profiles.get('ada')?.profile).toMatchObject({
      engaged: { sms: world.time },
      wrote: { sms: world.time },
    });
    expect(published).toEqual([
      {
        name: 'message.received',
        detail: {
          userId: 'ada',
          channel: 'sms',
          text: 'When do you open?',
          eventId: 'SMq',
          occurredAt: '2027-01-11T10:00:00Z',
        },
      },
    ]);
    await text('When do you open?', { id: 'SMq' });
    expect(published).toHaveLength(1);
    expect(world.tallied.filter(({ add }) => add.replied)).toHaveLength(1);
  });

  it('opens WhatsApp’s window of a day', async () => {
    const { world, text } = household('ada');
    await text('hi', { channel: 'whatsapp' });
    const profile = world.profiles.get('ada')?.profile;
    expect(profile && inConversation(profile, world.time + day - 1)).toBe(true);
    expect(profile && inConversation(profile, world.time + day)).toBe(false);
  });

  it('answers no touch that is older than a week', async () => {
    const { world, text } = household('ada');
    await signUp(world);
    await touchOnce(world, requestOf('hello'));
    world.time += 7 * day + 1;
    await text('hello?');
    expect([...world.records.values()][0]).toMatchObject({ feedback: {} });
  });

  it('unsubscribes nobody by speaking of it, and is shown to somebody', async () => {
    const { text, bases, published, answers } = household('ada');
    expect(await text("Please don't stop texting me")).toMatchObject({ as: 'text', review: true });
    expect(bases('ada')).not.toEqual([]);
    expect(published[0]?.detail).toMatchObject({ review: true });
    expect(answers).toEqual([]);
  });

  it('of a number that nobody is behind goes nowhere', async () => {
    const { text, published } = household();
    expect(await text('who is this?')).toEqual({ as: 'text', users: [], review: false });
    expect(published).toEqual([]);
  });

  it('is cut to what a text message holds', async () => {
    const { text, published } = household('ada');
    await text('é'.repeat(2_000));
    expect(published[0]?.detail.text).toHaveLength(1_600);
  });
});
