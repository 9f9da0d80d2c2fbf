import { expect, it } from 'vitest';
import { overDevices } from '../../../lib/channels/push/devices.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';

const accepted = { verdict: 'accepted', providerId: 'm' } as const;
const doubt = { verdict: 'in-doubt', detail: '500' } as const;
const down = { verdict: 'unavailable', reason: 'down', detail: '503' } as const;
const gone = { verdict: 'refused', reason: 'unreachable', detail: '', dead: ['b'] } as const;
const rejected = { verdict: 'refused', reason: 'rejected', detail: '' } as const;

it.each<[string, readonly Delivery[], Delivery]>([
  ['one device reached is the person reached', [doubt, gone, accepted], { ...accepted, dead: ['b'] }],
  ['doubt on one is doubt, whatever the others prove', [down, doubt, gone], doubt],
  ['what may be tried again is, and the dead are told then', [gone, down], down],
  ['all refused is refused, for the reason that says most', [gone, rejected], { ...rejected, dead: ['b'] }],
  ['all gone', [gone, { ...gone, dead: ['c'] }], { ...gone, dead: ['b', 'c'] }],
  ['no device', [], { verdict: 'refused', reason: 'unreachable', detail: 'no device that it reaches' }],
])('%s', async (_, answers, verdict) => {
  const devices = answers.map((_, index) => ({ address: String(index) }));
  expect(await overDevices(devices, async ({ address }) => answers[Number(address)] ?? rejected)).toEqual(verdict);
});

it('asks once for each device', async () => {
  const asked: string[] = [];
  await overDevices([{ address: 'a' }, { address: 'b' }], async ({ address }) => {
    asked.push(address);
    return down;
  });
  expect(asked).toEqual(['a', 'b']);
});
