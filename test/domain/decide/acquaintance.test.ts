import { describe, expect, it } from 'vitest';
import { acquaintance } from '../../../lib/domain/decide/passage.ts';
import type { Question } from '../../../lib/domain/decide/question.ts';
import { emptyLedger } from '../../../lib/domain/ledger.ts';
import { withOrder } from '../../../lib/domain/orders.ts';
import { emptyProfile, type Profile } from '../../../lib/domain/profile.ts';

const now = Date.parse('2027-01-11T09:00:00Z');
const of = (profile: Profile | null) =>
  acquaintance(
    { now, run: { since: now }, journey: { purpose: 'marketing' }, profile, ledger: emptyLedger } as Question,
    { channel: 'inapp' } as Parameters<typeof acquaintance>[1],
    {} as Parameters<typeof acquaintance>[2],
  );

describe('acquaintance', () => {
  it('waits for a profile, and takes an order for none', () => {
    const orders = withOrder(undefined, { event: 'e', at: now, amount: 1 });
    expect(JSON.stringify(of(null))).toContain('awaiting-profile');
    expect(JSON.stringify(of({ ...emptyProfile, orders }))).toContain('awaiting-profile');
    expect(JSON.stringify(of({ ...emptyProfile, orders, told: { email: now } }))).not.toContain('awaiting-profile');
  });
});
