import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overDevices } from '../../../lib/channels/push/devices.ts';
import { verdictOver } from '../../../lib/domain/delivery/devices.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';

const accepted: Delivery = { verdict: 'accepted', providerId: 'm' };
const doubt: Delivery = { verdict: 'in-doubt', detail: '500' };
const throttled: Delivery = { verdict: 'unavailable', reason: 'throttled', detail: '429' };
const down: Delivery = { verdict: 'unavailable', reason: 'down', detail: '503' };
const ours: Delivery = { verdict: 'misconfigured', reason: 'credentials', detail: '401' };
const gone: Delivery = { verdict: 'refused', reason: 'unreachable', detail: '', dead: ['b'] };
const rejected: Delivery = { verdict: 'refused', reason: 'rejected', detail: '' };

it.each<[string, readonly Delivery[], Delivery]>([
  ['one device reached is the person reached', [doubt, gone, accepted], { ...accepted, dead: ['b'] }],
  ['doubt on one is doubt, whatever the others prove', [down, doubt, gone], doubt],
  ['what may be tried again is, and the dead are told then', [gone, down, throttled], throttled],
  ['what may be tried again by itself stands before what somebody must mend', [ours, gone, down], down],
  ['what somebody must mend stands before a refusal', [gone, ours, rejected], ours],
  ['all refused is refused, for the reason that says most', [gone, rejected], { ...rejected, dead: ['b'] }],
  ['all gone', [gone, { ...gone, dead: ['c'] }], { ...gone, dead: ['b', 'c'] }],
  ['no device', [], { verdict: 'refused', reason: 'unreachable', detail: 'no device that it reaches' }],
])('%s', async (_, answers, verdict) => {
  const devices = answers.map((_, index) => ({ address: String(index) }));
  const each = answers.map((delivery, index) => ({ address: String(index), delivery }));
  expect(await overDevices(devices, async ({ address }) => answers[Number(address)] ?? rejected)).toEqual({
    ...verdict,
    each,
  });
});

it('asks once for each device', async () => {
  const asked: string[] = [];
  await overDevices([{ address: 'a' }, { address: 'b' }], async ({ address }) => {
    asked.push(address);
    return down;
  });
  expect(asked).toEqual(['a', 'b']);
});

it('an answer that names no device is doubt', () => {
  expect(verdictOver([])).toMatchObject({ verdict: 'in-doubt' });
});

it('does not depend on the order of devices', () => {
  const some = fc.array(fc.constantFrom(accepted, doubt, throttled, down, ours, gone, rejected), { minLength: 1 });
  fc.assert(
    fc.property(some, (deliveries) => {
      expect(verdictOver(deliveries.toReversed())).toEqual(verdictOver(deliveries));
    }),
  );
});
