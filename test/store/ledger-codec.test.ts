import fc from 'fast-check';
import { expect, it } from 'vitest';
import { channels, purposes } from '../../lib/domain/channel.ts';
import { bases, consentKey } from '../../lib/domain/consent.ts';
import { followUps } from '../../lib/domain/ledger/follow-up.ts';
import { endings, type Ledger, suppressionReasons } from '../../lib/domain/ledger.ts';
import { frequencies } from '../../lib/domain/wishes.ts';
import { decodeLedger, encodeLedger } from '../../lib/store/ledger-codec.ts';

const second = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const id = fc.stringMatching(/^[A-Za-z0-9_-]{22}$/);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Absent rather than undefined, as the codec reads it. */
const whole = <T extends object>(record: T) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const reached = fc
  .record({
    at: second,
    by: fc.uuid(),
    value: maybe(fc.integer()),
    events: maybe(fc.array(fc.stringMatching(/^[A-Za-z0-9_-]{8}$/), { minLength: 1, maxLength: 20 })),
  })
  .map(whole);

const localHour = fc
  .record({
    zone: maybe(fc.constantFrom('Asia/Tokyo', 'America/Argentina/ComodRivadavia', '+05:30')),
    at: maybe(fc.constantFrom('10:00', 'best-hour')),
    day: maybe(fc.nat({ max: 350 })),
    due: second,
    look: maybe(second),
    holds: fc.nat({ max: 8 }),
    start: maybe(
      fc
        .record({ time: fc.constant('09:30'), date: maybe(fc.constant('2027-02-01')), begun: second, plus: second })
        .map(whole),
    ),
  })
  .map(whole);

const run = fc
  .record({
    journey: name,
    group: fc.constantFrom('treatment', 'control'),
    at: second,
    since: second,
    priority: fc.integer({ min: 0, max: 100 }),
    goal: maybe(fc.record({ on: name, until: second })),
    arms: fc.dictionary(name, name),
    data: fc.dictionary(name, fc.oneof(fc.string(), fc.integer(), fc.boolean())),
    next: maybe(
      fc.record({ step: name, wakeAt: second, hour: maybe(localHour), isPutOff: maybe(fc.constant(true)) }).map(whole),
    ),
    last: maybe(name),
    claim: maybe(fc.record({ step: name, at: second, invocation: fc.uuid(), attempt: fc.constantFrom(1, 2) })),
    by: fc.uuid(),
    ended: maybe(fc.record({ at: second, why: fc.constantFrom(...endings), by: fc.uuid() })),
    converted: maybe(reached),
    countsUntil: maybe(second),
    reached: maybe(fc.dictionary(name, reached)),
    funnel: maybe(fc.record({ seen: fc.nat({ max: 2 ** 20 - 1 }), by: fc.uuid() })),
    followUps: maybe(
      fc
        .dictionary(fc.constantFrom(...followUps), fc.record({ at: second, by: fc.uuid() }), { minKeys: 1 })
        .map((noted) => ({ ...noted })),
    ),
    passed: maybe(
      fc.array(
        fc.record({ channel: fc.constantFrom(...channels), minutes: fc.nat({ max: 500_000 }), spoke: fc.boolean() }),
        { minLength: 1 },
      ),
    ),
  })
  .map(({ passed, ...rest }) => ({
    ...rest,
    passed: passed?.map(({ minutes, ...each }) => ({ ...each, at: rest.since + minutes * 60_000 })),
  }))
  .map(whole);

const wishes = fc
  .record({
    pausedUntil: maybe(second),
    frequency: maybe(fc.constantFrom(...frequencies)),
    topicsOff: maybe(fc.uniqueArray(name, { minLength: 1 })),
  })
  .map(whole)
  .filter((wished) => Object.keys(wished).length > 0);

const record = fc.record({
  version: fc.nat(),
  consents: fc.dictionary(
    fc
      .tuple(fc.constantFrom(...channels), fc.constantFrom(...purposes))
      .map(([channel, purpose]) => consentKey(channel, purpose)),
    fc
      .record({
        granted: fc.dictionary(fc.constantFrom(...bases), second),
        withdrawn: maybe(second),
        restated: maybe(fc.subarray([...bases], { minLength: 1 })),
      })
      .map(whole)
      .filter((record) => Object.keys(record.granted ?? {}).length > 0 || record.withdrawn !== undefined),
  ),
  suppressed: fc.dictionary(
    fc.constantFrom(...channels),
    fc
      .record({
        reason: fc.constantFrom(...suppressionReasons),
        at: second,
        bounced: maybe(fc.constant(true as const)),
      })
      .map(whole),
  ),
  touches: fc.array(
    fc
      .record({
        at: second,
        channel: fc.constantFrom(...channels),
        purpose: fc.constantFrom(...purposes),
        journey: name,
        ghost: maybe(id),
      })
      .map(whole),
  ),
  runs: fc
    .dictionary(id, run)
    .map((runs) => Object.fromEntries(Object.entries(runs).map(([runId, value]) => [runId, { id: runId, ...value }]))),
  entries: fc.dictionary(name, second),
  early: fc.dictionary(name, second),
  mailboxOptOut: maybe(second),
  wishes: maybe(wishes),
});
const ledger = record.map(whole);

it('stores a ledger without losing anything', () => {
  fc.assert(
    fc.property(ledger, (value) => {
      expect(decodeLedger(encodeLedger(value as unknown as Ledger))).toEqual(value);
    }),
  );
});
