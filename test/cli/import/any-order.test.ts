import fc from 'fast-check';
import { expect, it } from 'vitest';
import { consentChanged, profileUpdated } from '../../../lambdas/person-events.ts';
import type { ImportEvent } from '../../../lib/cli/import/events.ts';
import { basesInForce } from '../../../lib/domain/consent.ts';
import { fromIso } from '../../../lib/domain/instant.ts';
import { bounced } from '../../../lib/engine/bounced.ts';
import { consent, identify } from '../../../lib/engine/identify.ts';
import { addressBook } from '../../engine/address-book.ts';
import { Surroundings } from '../../engine/surroundings.ts';
import { imported } from './asked.ts';

/** Tells the engine these events one after the other. @returns what it then keeps of each person */
async function after(events: readonly ImportEvent[]) {
  const world = new Surroundings();
  world.time = fromIso('2027-01-01T00:00:00Z');
  const ports = {
    ...world,
    addresses: addressBook(),
    evidence: { append: async () => {} },
  };
  for (const { type, detail } of events) {
    const told = { user: String(detail.userId), at: fromIso(String(detail.occurredAt)), event: String(detail.eventId) };
    const occasion = world.occasion();
    if (type === 'profile.updated') {
      await identify({ ...told, change: profileUpdated.parse(detail), begins: true }, occasion, ports);
    } else if (type === 'consent.changed') await consent({ ...told, ...consentChanged.parse(detail) }, occasion, ports);
    else await bounced({ channel: 'email', address: String(detail.address), at: told.at }, occasion, ports);
  }
  return Object.fromEntries(
    [...world.ledgers].sort().map(([user, { consents, suppressed }]) => [user, { consents, suppressed }]),
  );
}

const day = fc.integer({ min: 1, max: 9 }).map((number) => `2025-03-0${number} 00:00:00`);
const line = fc.tuple(fc.constantFrom('ada', 'bob'), day, day);
const file = fc.tuple(
  fc.constantFrom('subscribed', 'unsubscribed', 'cleaned'),
  fc.array(line, { minLength: 1, maxLength: 3 }),
);

const eventsOfFile = async ([status, lines]: readonly [string, readonly (readonly string[])[]]) => {
  const rows = lines.map(([user, at, then]) => `${user}@example.com,${user},${at},${then},${then},${then}`);
  const header = 'Email Address,Id,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,LAST_CHANGED';
  const options = ['--from=mailchimp', '--user-id=Id', '--basis=express'];
  return (await imported(`${status}_members.csv`, [header, ...rows], ...options)).events;
};

it('ends in the same ledgers, whatever is imported first, and however often', async () => {
  const order = fc.infiniteStream(fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), order, async (files, numbers) => {
      const events = (await Promise.all(files.map(eventsOfFile))).flat();
      const shuffled = [...events, ...events.slice(0, 3)]
        .map((event) => ({ event, place: numbers.next().value ?? 0 }))
        .sort((a, b) => a.place - b.place)
        .map(({ event }) => event);
      expect(await after(shuffled)).toEqual(await after(events));
    }),
    { numRuns: 60 },
  );
});

it('lets no older yes outvote an unsubscribe, even of the same second', async () => {
  const yes = await eventsOfFile(['subscribed', [['ada', '2025-03-01 00:00:00', '2025-03-02 00:00:00']]]);
  const no = await eventsOfFile(['unsubscribed', [['ada', '', '2025-03-02 00:00:00']]]);
  for (const events of [
    [...yes, ...no],
    [...no, ...yes],
  ]) {
    const { ada } = await after(events);
    expect(basesInForce(ada?.consents['email.marketing'])).toEqual([]);
  }
});
