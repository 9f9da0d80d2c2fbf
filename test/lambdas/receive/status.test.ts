import { describe, expect, it } from 'vitest';
import { partyOf, statusFeedback } from '../../../lambdas/receive/status.ts';
import { runId } from '../../../lib/domain/run-id.ts';
import { touchId } from '../../../lib/domain/touch-id.ts';
import { listen } from '../../../lib/engine/listen.ts';
import { addressBook } from '../../engine/address-book.ts';
import { requestOf, signUp, touchOnce } from '../../engine/journey-of.ts';
import { Surroundings } from '../../engine/surroundings.ts';

const touch = { user: 'ada', run: runId('welcome', 'ada', 'event-1'), step: 'hello' };
const id = touchId(touch);
const form = (status: string, more: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({ MessageSid: 'SM1', MessageStatus: status, To: '+14155550123', ...more });

const statuses = ['queued', 'sending', 'sent', 'delivered', 'read', 'undelivered'];

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, n) =>
    ordersOf([...items.slice(0, n), ...items.slice(n + 1)]).map((rest) => [item, ...rest]),
  );
}

async function told(order: readonly string[]) {
  const world = new Surroundings();
  world.know('ada');
  await signUp(world);
  await touchOnce(world, requestOf('hello'));
  const [announcedBefore, talliedBefore] = [world.announced.length, world.tallied.length];
  const ports = {
    ...world,
    ...world.rules,
    addresses: addressBook(),
    evidence: { append: async () => {} },
  };
  for (const status of order) {
    const feedback = statusFeedback(
      id,
      form(status, status === 'undelivered' ? { ErrorCode: '30003' } : {}),
      world.time,
    );
    if (feedback) await listen(feedback, world.occasion(), ports);
  }
  const announced = world.announced.slice(announcedBefore).map(({ type, detail }) => `${type} ${detail.reason ?? ''}`);
  const tallied = world.tallied.slice(talliedBefore).flatMap(({ add }) => Object.keys(add));
  return { record: [...world.records.values()][0], announced: announced.sort(), tallied: tallied.sort() };
}

describe('status callbacks', () => {
  it('end in the same record in each of their 720 orders, with repeats, counted and announced once', async () => {
    const orders = ordersOf(statuses);
    expect(orders).toHaveLength(720);
    const expected = await told(statuses);
    expect(Object.keys(expected.record?.feedback ?? {}).sort()).toEqual(['bounced', 'delivered', 'opened']);
    expect(expected.announced).toEqual(['touch.bounced 30003', 'touch.delivered ', 'touch.opened ']);
    for (const [n, order] of orders.entries()) {
      const repeated = [...order, ...order.slice(n % 6), order[n % 6] as string];
      expect(await told(repeated), order.join(' ')).toEqual(expected);
    }
  });

  it.each([
    ['accepted', {}, null],
    ['scheduled', {}, null],
    ['delivered', {}, { kind: 'delivered' }],
    ['partially_delivered', {}, { kind: 'delivered', reason: 'partially-delivered' }],
    ['exploded', {}, null],
    ['read', {}, { kind: 'opened' }],
    ['canceled', {}, { kind: 'rejected', reason: 'canceled' }],
    ['undelivered', { ErrorCode: '30003' }, { kind: 'bounced', reason: '30003' }],
    [
      'undelivered',
      { ErrorCode: '30005' },
      {
        kind: 'bounced',
        reason: '30005',
        suppress: { channel: 'sms', reason: 'bounced', addresses: ['+14155550123'] },
      },
    ],
    [
      'failed',
      { ErrorCode: '21610', To: 'whatsapp:+14155550123' },
      {
        kind: 'bounced',
        reason: '21610',
        suppress: { channel: 'whatsapp', reason: 'unsubscribed', addresses: ['+14155550123'] },
      },
    ],
    ['failed', {}, { kind: 'bounced', reason: 'unknown' }],
  ])('%s %j', (status, more, expected) => {
    const heard = statusFeedback(id, form(status, more), 5);
    expect(heard).toEqual(expected && { touch, at: 5, event: 'SM1', ...expected });
  });

  it('of no touch are unusable', () => {
    expect(() => statusFeedback('nonsense', form('delivered'), 5)).toThrow(/not a touch id/);
  });

  it.each([
    ['whatsapp:+14155238886', { channel: 'whatsapp', address: '+14155238886' }],
    ['+14155238886', { channel: 'sms', address: '+14155238886' }],
    ['whatsapp:US.134912', { channel: 'whatsapp', address: 'US.134912', userId: 'US.134912' }],
    ['US.134912', null],
    ['messenger:123', null],
    ['', null],
  ])('%s is %j', (text, expected) => {
    expect(partyOf(text)).toEqual(expected);
  });
});
