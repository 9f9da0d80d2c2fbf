import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AddressState,
  left,
  optedIn,
  optedOut,
  optOutOf,
  outweighs,
  reinstated,
  suppressed,
  suppressionOf,
  untouchedAddress,
} from '../../../lib/domain/address/state.ts';
import { suppressionReasons } from '../../../lib/domain/ledger.ts';

const at = fc.integer({ min: 0, max: 20 }).map((second) => second * 1000);
const statement = fc.oneof(
  fc.record({ kind: fc.constant('suppress' as const), reason: fc.constantFrom(...suppressionReasons), at }),
  fc.record({ kind: fc.constant('reinstate' as const), at }),
  fc.record({ kind: fc.constant('no' as const), user: fc.constantFrom('ann', 'bob', 'constructor', null), at }),
  fc.record({ kind: fc.constant('confirm' as const), at }),
);
type Statement = typeof statement extends fc.Arbitrary<infer S> ? S : never;

function told(state: AddressState, said: Statement): AddressState {
  switch (said.kind) {
    case 'suppress':
      return suppressed(state, 'email', said);
    case 'reinstate':
      return reinstated(state, 'email', said.at);
    case 'no':
      return optedOut(state, 'email', said);
    case 'confirm':
      return optedIn(state, 'email', { user: 'ann', basis: 'double_opt_in', at: said.at });
  }
}

const all = (said: readonly Statement[], from: AddressState = untouchedAddress) => said.reduce(told, from);

describe('the state of an address', () => {
  it('ends the same in whatever order, and however often, it is told', () => {
    const orders = fc
      .array(statement, { maxLength: 12 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(orders, ([one, other]) => {
        const state = all(one);
        expect(all(other)).toEqual(state);
        expect(all(other, state)).toEqual(state);
      }),
    );
  });

  it('names the weightiest reason, whichever was reported first', () => {
    const known = all([
      { kind: 'suppress', reason: 'bounced', at: 2000 },
      { kind: 'suppress', reason: 'complained', at: 1000 },
      { kind: 'suppress', reason: 'erased', at: 3000 },
    ]);
    expect(suppressionOf(known)).toEqual({ reason: 'complained', at: 1000, bounced: true });
  });

  it('reinstated, forgets what was reported until then, save a STOP and an opt-out', () => {
    const reported = (['complained', 'bounced', 'unsubscribed', 'erased'] as const).reduce<AddressState>(
      (state, reason) => suppressed(state, 'sms', { reason, at: 1000 }),
      untouchedAddress,
    );
    expect(suppressionOf(reinstated(reported, 'sms', 1000))).toEqual({ reason: 'unsubscribed', at: 1000 });
    const later = suppressed(reinstated(reported, 'sms', 1000), 'sms', { reason: 'bounced', at: 2000 });
    expect(suppressionOf(later)).toMatchObject({ reason: 'bounced' });
    const no = all([{ kind: 'no', user: 'ann', at: 1000 }]);
    expect(optOutOf(reinstated(no, 'email', 5000))).toBe(1000);
  });
});

describe('the no of a mailbox', () => {
  const no = all([{ kind: 'no', user: 'ann', at: 5000 }]);
  const yes = (user: string, basis: 'double_opt_in' | 'express' | 'express_written' | 'implied', time: number) =>
    optOutOf(optedIn(no, 'email', { user, basis, at: time }));

  it.each([
    ['a later double opt-in of anybody behind it', 'bob', 'double_opt_in', 6000, null],
    ['a double opt-in of the same second', 'bob', 'double_opt_in', 5999, 5000],
    ['an earlier double opt-in', 'bob', 'double_opt_in', 4000, 5000],
    ['a later express yes of the id that said no', 'ann', 'express', 6000, null],
    ['a later written yes of the id that said no', 'ann', 'express_written', 6000, null],
    ['a later express yes of another id', 'bob', 'express', 6000, 5000],
    ['a later implied yes of the id that said no', 'ann', 'implied', 6000, 5000],
  ] as const)('after %s', (_, user, basis, time, expected) => {
    expect(yes(user, basis, time)).toBe(expected);
  });

  it('is taken back in its own second by somebody who sees it', () => {
    const informed = { user: 'ann', basis: 'express', at: 5000, informed: true } as const;
    expect(optOutOf(optedIn(no, 'email', informed))).toBeNull();
  });

  it('of several ids holds until each is taken back', () => {
    const both = optedOut(no, 'email', { user: 'bob', at: 7000 });
    const first = optedIn(both, 'email', { user: 'bob', basis: 'express', at: 8000 });
    expect(optOutOf(first)).toBe(5000);
  });

  it('outlives its id, which is not kept, and only a double opt-in takes it back then', () => {
    const gone = left(no, 'email', 'ann');
    expect(JSON.stringify(gone)).not.toContain('ann');
    expect(optOutOf(gone)).toBe(5000);
    expect(outweighs(gone, { user: 'ann', basis: 'express', at: 9000 })).toBe(false);
    expect(outweighs(gone, { user: 'bob', basis: 'double_opt_in', at: 9000 })).toBe(true);
  });
});
