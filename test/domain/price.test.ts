import { expect, it } from 'vitest';
import { priceOf } from '../../lib/domain/price.ts';

const prices = { email: { ses: 0.0001 }, sms: { twilio: { default: 0.0079, DE: 0.075 } } };

it.each([
  ['for everybody alike', { channel: 'email', provider: 'ses', country: 'DE' }, 100],
  ['by country', { channel: 'sms', provider: 'twilio', country: 'DE' }, 75_000],
  ['for a country that is not named', { channel: 'sms', provider: 'twilio', country: 'FR' }, 7_900],
  ['for a person whose country is unknown', { channel: 'sms', provider: 'twilio' }, 7_900],
  ['for a provider without a price', { channel: 'push', provider: 'fcm' }, 0],
] as const)('is in millionths of a dollar %s', (_, message, expected) => {
  expect(priceOf(prices, message)).toBe(expected);
});
