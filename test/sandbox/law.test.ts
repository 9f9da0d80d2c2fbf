// biome-ignore-all format: one person a line
import { expect, it } from 'vitest';
import { fromIso, iso } from '../../lib/domain/instant.ts';
import { laws, presets } from '../../lib/domain/policies/index.ts';
import type { AppEvent } from './client.ts';
import { oneStep, onlyThese, overlaidStack } from './overlaid.ts';

const channels = ['sms', 'whatsapp', 'email', 'push'] as const;
const stack = overlaidStack({
  ...Object.assign({}, ...channels.map((channel) => oneStep(`by-${channel}`, { on: 'order.placed', channel }))),
  ...onlyThese(channels.map((channel) => `by-${channel}`)),
  // No limits of the program's own: what is held or refused here, law holds or refuses.
  'statemachines/program.ts': `import { emailLayouts } from './email/layouts.ts';
import { defineProgram } from './program-form.ts';
import { topics } from './topics.ts';

export const program = defineProgram({
  company: { name: 'Heron Notes', postalAddress: 'Beispielufer 12, 10999 Berlin, Germany' },
  locale: 'en',
  timezone: 'UTC',
  caps: [],
  windows: {},
  policies: { presets: ['de-double-opt-in'] },
  sms: { india: { entity: '1101', header: 'HERONN' } },
  topics,
  spread: '1m',
  providers: { email: ['ses'], push: ['pinpoint'], sms: ['twilio'], whatsapp: ['twilio'] },
  emailLayouts,
});
`,
});

interface Case {
  readonly channel: (typeof channels)[number];
  readonly profile: Readonly<Record<string, unknown>>;
  /** @default express_written */
  readonly basis?: string;
  readonly agreed?: string;
  /** When their order comes. @default Monday noon UTC */
  readonly at?: string;
  /** How many orders, an hour apart. @default 1 */
  readonly orders?: number;
  /** How many messages come within half an hour of them. */
  readonly sent: number;
}

const eastern = 'America/New_York';
const newYork = { phone: '+12125550123', timezone: eastern, country: 'US', region: 'US-NY' };
const florida = { phone: '+13055550123', timezone: eastern, country: 'US', region: 'US-FL' };
const california = { phone: '+12135550123', timezone: 'America/Los_Angeles', country: 'US', region: 'US-CA' };
const washington = { phone: '+12065550123', timezone: 'America/Los_Angeles', country: 'US', region: 'US-WA' };
const texas = { phone: '+15125550123', timezone: 'America/Chicago', country: 'US', region: 'US-TX' };
const illinois = { phone: '+13125550123', timezone: 'America/Chicago', country: 'US', region: 'US-IL' };
const berlin = { phone: '+4915112345678', whatsapp: '+4915112345678', timezone: 'Europe/Berlin', country: 'DE' };
const paris = { phone: '+33612345678', timezone: 'Europe/Paris', country: 'FR' };
const delhi = { phone: '+919812345678', timezone: 'Asia/Kolkata', country: 'IN' };
const colombo = { phone: '+94712345678', timezone: 'Asia/Colombo', country: 'LK' };

/** Of each row that decides: somebody whom it stops, and somebody whom it does not. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  'us-sms-express-written': [{ channel: 'sms', profile: newYork, basis: 'double_opt_in', at: '2027-01-12T18:00:00Z', sent: 0 }, { channel: 'sms', profile: newYork, at: '2027-01-12T18:00:00Z', sent: 1 }],
  'us-sms-hours': [{ channel: 'sms', profile: newYork, at: '2027-01-13T02:00:00Z', sent: 0 }, { channel: 'sms', profile: newYork, at: '2027-01-13T01:59:00Z', sent: 1 }],
  'us-fl-ok-md-sms-hours': [{ channel: 'sms', profile: florida, at: '2027-01-13T01:30:00Z', sent: 0 }, { channel: 'sms', profile: newYork, at: '2027-01-13T01:30:00Z', sent: 1 }],
  'us-fl-ok-md-sms-thrice': [{ channel: 'sms', profile: florida, at: '2027-01-12T15:00:00Z', orders: 5, sent: 3 }, { channel: 'sms', profile: newYork, at: '2027-01-12T15:00:00Z', orders: 5, sent: 5 }],
  'us-wa-sms-hours': [{ channel: 'sms', profile: washington, at: '2027-01-13T04:30:00Z', sent: 0 }, { channel: 'sms', profile: california, at: '2027-01-13T04:30:00Z', sent: 1 }],
  'us-tx-sms-hours': [{ channel: 'sms', profile: texas, at: '2027-01-17T17:30:00Z', sent: 0 }, { channel: 'sms', profile: illinois, at: '2027-01-17T17:30:00Z', sent: 1 }],
  'eu-consent': [{ channel: 'email', profile: { ...berlin, country: 'AT' }, basis: 'implied', sent: 0 }, { channel: 'email', profile: { ...berlin, country: 'AT' }, basis: 'soft_opt_in', sent: 1 }],
  'fr-sms-hours': [{ channel: 'sms', profile: paris, at: '2027-01-17T12:00:00Z', sent: 0 }, { channel: 'sms', profile: berlin, at: '2027-01-17T12:00:00Z', sent: 1 }],
  'whatsapp-opt-in': [{ channel: 'whatsapp', profile: { whatsapp: '+254712345678', country: 'KE' }, basis: 'implied', sent: 0 }, { channel: 'whatsapp', profile: { whatsapp: '+254712345678', country: 'KE' }, basis: 'soft_opt_in', sent: 1 }],
  'whatsapp-us-marketing': [{ channel: 'whatsapp', profile: { ...newYork, whatsapp: '+12125550123' }, at: '2027-01-12T18:00:00Z', sent: 0 }, { channel: 'whatsapp', profile: berlin, sent: 1 }],
  'whatsapp-explicit-opt-in': [{ channel: 'whatsapp', profile: berlin, basis: 'soft_opt_in', sent: 0 }, { channel: 'whatsapp', profile: { whatsapp: '+41791234567', country: 'CH' }, basis: 'soft_opt_in', sent: 1 }],
  'push-opt-in': [{ channel: 'push', profile: berlin, basis: 'soft_opt_in', sent: 0 }, { channel: 'push', profile: berlin, basis: 'express', sent: 1 }],
  'ca-implied-inquiry': [{ channel: 'email', profile: { country: 'CA' }, basis: 'implied', agreed: '2026-07-01T00:00:00Z', sent: 0 }, { channel: 'email', profile: { country: 'CA' }, basis: 'implied', agreed: '2026-12-01T00:00:00Z', sent: 1 }],
  'ca-implied-purchase': [{ channel: 'email', profile: { country: 'CA' }, basis: 'soft_opt_in', agreed: '2024-12-01T00:00:00Z', sent: 0 }, { channel: 'email', profile: { country: 'CA' }, basis: 'soft_opt_in', agreed: '2025-12-01T00:00:00Z', sent: 1 }],
  'br-consent': [{ channel: 'email', profile: { country: 'BR' }, basis: 'soft_opt_in', sent: 0 }, { channel: 'email', profile: { country: 'BR' }, basis: 'express', sent: 1 }],
  'in-sms-hours': [{ channel: 'sms', profile: delhi, at: '2027-01-12T04:00:00Z', sent: 0 }, { channel: 'sms', profile: colombo, at: '2027-01-12T04:00:00Z', sent: 1 }],
  'au-consent': [{ channel: 'email', profile: { country: 'AU' }, basis: '', sent: 0 }, { channel: 'email', profile: { country: 'AU' }, basis: 'implied', sent: 1 }],
  'de-double-opt-in': [{ channel: 'email', profile: berlin, basis: 'express', sent: 0 }, { channel: 'email', profile: berlin, basis: 'double_opt_in', sent: 1 }],
};

/** Whose rule is about the program, not the person. */
const elsewhere = ['in-sms-registration'];

const hour = 3_600_000;
const people = Object.entries(cases).flatMap(([row, ofRow]) => ofRow.map((each, n) => ({ ...each, row, user: `${row}-${n}` })));

function meet({ user, channel, profile, basis = 'express_written', agreed }: (typeof people)[number]): AppEvent[] {
  const reach = { email: `${user}@example.com`, push: [{ platform: 'fcm', token: `token-${user}` }], timezone: 'UTC' };
  const yes = { userId: user, channel, status: 'granted', basis, source: 'form', occurredAt: agreed ?? '2027-01-10T00:00:00Z' };
  return [{ type: 'profile.updated', detail: { userId: user, ...reach, ...profile } }, ...(basis === '' ? [] : [{ type: 'consent.changed', detail: yes }])];
}

it('has its people for every row of law that decides', () => {
  const deciding = [...laws, ...presets.filter(({ id }) => id === 'de-double-opt-in')].filter(({ predicate }) => predicate.kind !== 'kept');
  expect([...Object.keys(cases), ...elsewhere].sort()).toEqual(deciding.map(({ id }) => id).sort());
});

it('lets providers get what the law of each person allows, when it allows it, and nothing else', async () => {
  await stack.client.publish(...people.flatMap(meet));
  await stack.client.settle();
  const orders = people.flatMap(({ user, at = '2027-01-11T12:00:00Z', orders: count = 1 }) =>
    Array.from({ length: count }, (_, n) => ({ user, at: fromIso(at) + n * hour, orderId: `${user}-${n}` })),
  );
  for (const moment of [...new Set(orders.map(({ at }) => at))].sort((a, b) => a - b)) {
    await stack.client.control('clock', { to: iso(moment) });
    await stack.client.publish(...orders.filter(({ at }) => at === moment).map(({ user, orderId }): AppEvent => ({ type: 'order.placed', detail: { userId: user, orderId, eventId: orderId } })));
    await stack.client.settle();
  }
  await stack.client.advance('PT1H');
  const outbox = await stack.client.outbox();
  const ended = new Map(orders.map(({ user, at }) => [user, at]));
  const counted = Object.fromEntries(people.map(({ user, channel }) => {
    const mine = outbox.filter((sent) => sent.userId === user && sent.channel === channel);
    return [user, mine.filter(({ at }) => Date.parse(at) <= (ended.get(user) ?? 0) + hour / 2).length];
  }));
  expect(counted).toEqual(Object.fromEntries(people.map(({ user, sent }) => [user, sent])));
  // What was held comes when it may: at eight in the morning of the one who was asleep.
  await stack.client.advance('P1D');
  const late = (await stack.client.outbox('?userId=us-sms-hours-0')).map(({ at }) => at);
  expect(late).toEqual([expect.stringMatching(/^2027-01-13T13:0/)]);
});
