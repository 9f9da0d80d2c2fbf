import { expect, it } from 'vitest';
import { approvalMs } from '../../lib/domain/approval.ts';
import { readApproval, signApproval } from '../../lib/domain/approval-token.ts';
import { signToken } from '../../lib/domain/token.ts';

const now = Date.parse('2027-01-11T09:00:00Z');
const asked = { journey: 'welcome', version: 'a1', approver: 'legal', request: 'r1' };

it('says what it was signed for, for a week, and then also that it is over', async () => {
  const token = await signApproval(asked, 'secret', now);
  expect(await readApproval(token, 'secret', now)).toEqual({ ...asked, expired: false });
  expect(await readApproval(token, 'secret', now + approvalMs - 1000)).toEqual({ ...asked, expired: false });
  expect(await readApproval(token, 'secret', now + approvalMs + 1000)).toEqual({ ...asked, expired: true });
});

it('is nothing when another secret signed it, for another use, or when it was changed', async () => {
  const token = await signApproval(asked, 'secret', now);
  expect(await readApproval(token, 'other', now)).toBeNull();
  expect(await readApproval(`${token.slice(0, -3)}abc`, 'secret', now)).toBeNull();
  const preferences = await signToken({ user: 'legal', use: 'preferences' }, 'secret', now);
  expect(await readApproval(preferences, 'secret', now)).toBeNull();
});
