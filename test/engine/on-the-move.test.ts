import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromIso } from '../../lib/domain/instant.ts';
import { minute } from './surroundings.ts';
import { type Happening, laterAtFive, localTime, moveTo, run, signUp, tomorrowAtTen, worldOf } from './traveller.ts';

describe('eight people on the move', () => {
  const zones = [
    'America/New_York',
    'America/Los_Angeles',
    'Asia/Tokyo',
    'Pacific/Auckland',
    'Pacific/Honolulu',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  ];
  const people = fc.array(
    fc.record({
      // Between winter and summer time of some of them.
      entered: fc.integer({
        min: fromIso('2027-03-12T00:00:00Z') / minute,
        max: fromIso('2027-04-04T00:00:00Z') / minute,
      }),
      told: fc.option(fc.constantFrom(...zones)),
      isEntryFirst: fc.boolean(),
      moves: fc.array(fc.tuple(fc.integer({ min: 1, max: 80 * 60 }), fc.constantFrom(...zones)), {
        minLength: 4,
        maxLength: 4,
      }),
    }),
    { minLength: 8, maxLength: 8 },
  );

  it('hear each message once, in order, at its hour where they are known to be', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (everybody) => {
        for (const { entered, told, isEntryFirst, moves } of everybody) {
          const world = worldOf(tomorrowAtTen);
          world.time = entered * minute;
          if (!isEntryFirst && told !== null) moveTo(told)(world);
          await signUp(world);
          if (told !== null) moveTo(told)(world);
          const where: string[] = [];
          const { sent } = await run(
            world,
            { hello: laterAtFive },
            moves.map(([after, zone]): Happening => [world.time + after * minute, moveTo(zone)]),
          );
          for (const { at } of sent) {
            const zone =
              moves
                .filter(([after]) => entered * minute + after * minute <= at)
                .sort(([a], [b]) => a - b)
                .at(-1)?.[1] ??
              told ??
              'UTC';
            where.push(localTime(zone, at).slice(11, 15));
          }
          expect(where).toEqual(['10:0', '17:0']);
          expect(sent[0]?.at).toBeLessThan(sent[1]?.at ?? 0);
        }
      }),
      { numRuns: 40 },
    );
  });
});
