import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bases,
  basesInForce,
  type ConsentStatement,
  type Consents,
  isWithdrawn,
  stateConsent,
} from '../../lib/domain/consent.ts';

const key = 'email.marketing';
const statement: fc.Arbitrary<ConsentStatement> = fc.oneof(
  fc.record({
    status: fc.constant('granted' as const),
    basis: fc.constantFrom(...bases),
    at: fc.integer({ min: 0, max: 20 }),
  }),
  fc.record({ status: fc.constant('withdrawn' as const), at: fc.integer({ min: 0, max: 20 }) }),
);
const told = (statements: readonly ConsentStatement[]) =>
  statements.reduce<Consents>((consents, said) => stateConsent(consents, key, said), {})[key];

describe('consent', () => {
  it('is the same in whatever order, and however often, it is told', () => {
    const shuffled = fc
      .array(statement, { minLength: 1 })
      .chain((said) =>
        fc.tuple(fc.constant(said), fc.shuffledSubarray([...said, ...said], { minLength: said.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([said, again]) => {
        expect(told(again)).toEqual(told(said));
      }),
    );
  });

  it('is in force only when granted after the latest no', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1 }), (said) => {
        const record = told(said);
        const lastNo = Math.max(-1, ...said.filter(({ status }) => status === 'withdrawn').map(({ at }) => at));
        const expected = bases.filter((basis) =>
          said.some((yes) => yes.status === 'granted' && yes.basis === basis && yes.at > lastNo),
        );
        expect(basesInForce(record)).toEqual(expected);
        expect(isWithdrawn(record)).toBe(lastNo >= 0 && expected.length === 0);
      }),
    );
  });

  it('keeps one basis beside another', () => {
    const record = told([
      { status: 'granted', basis: 'double_opt_in', at: 1 },
      { status: 'granted', basis: 'express_written', at: 2 },
    ]);
    expect(basesInForce(record)).toEqual(['express_written', 'double_opt_in']);
  });
});
