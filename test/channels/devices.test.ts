import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overDevices } from '../../lib/channels/push/devices.ts';
import type { Delivery } from '../../lib/domain/delivery.ts';

const accepted: Delivery = { verdict: 'accepted', providerId: 'm' };
const doubt: Delivery = { verdict: 'in-doubt', detail: 'd' };
const throttled: Delivery = { verdict: 'unavailable', reason: 'throttled', detail: 't' };
const down: Delivery = { verdict: 'unavailable', reason: 'down', detail: 'w' };
const gone: Delivery = { verdict: 'refused', reason: 'unreachable', detail: 'g', dead: ['a'] };
const rejected: Delivery = { verdict: 'refused', reason: 'rejected', detail: 'r' };

it.each<[Delivery[], Delivery]>([
  [[gone, accepted], { ...accepted, dead: ['a'] }],
  [[throttled, doubt, gone], { ...doubt, detail: 't, d, g' }],
  [[down, throttled, gone], { ...throttled, detail: 'w, t, g' }],
  [[gone, down], { ...down, detail: 'g, w' }],
  [[gone, { ...gone, dead: ['b'] }], { ...gone, dead: ['a', 'b'] }],
  [[rejected, gone], { ...gone, detail: 'r, g' }],
  [[], { verdict: 'in-doubt', detail: 'no answer for any token' }],
])('%j is %j', (deliveries, expected) => {
  expect(overDevices(deliveries)).toEqual(expected);
});

it('does not depend on the order of devices', () => {
  const some = fc.array(fc.constantFrom(doubt, throttled, down, gone, rejected), { minLength: 1 });
  fc.assert(
    fc.property(some, (deliveries) => {
      expect(overDevices(deliveries.toReversed()).verdict).toBe(overDevices(deliveries).verdict);
    }),
  );
});
