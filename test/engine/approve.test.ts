import { expect, it } from 'vitest';
import { approve } from '../../lib/engine/approve.ts';

it('answers the execution that waits when an approver answers again after the first answer got lost', async () => {
  const request = { journey: 'offer', version: 'v1', approver: 'legal', request: 'r1' };
  const asked: { decision?: 'approved' } = {};
  const answered: string[] = [];
  let lost = true;
  const ports = {
    deployed: () => ({ version: 'v1' }),
    approvals: {
      latest: async () => ({ ...request, token: 'token', at: 0, ...asked }),
      decide: async () => {
        if (asked.decision) return false;
        asked.decision = 'approved';
        return true;
      },
      refuse: async () => {},
    },
    keep: async () => {},
    answer: async (_: string, decision: string) => {
      if (lost) throw new Error('killed');
      answered.push(decision);
    },
  };
  const link = { ...request, expired: false };
  const answer = () => approve(link, { decision: 'approved' }, { now: () => 1, invocation: 'i' }, ports);
  await expect(answer()).rejects.toThrow('killed');
  lost = false;
  expect(await answer()).toBe('used');
  expect(answered).toEqual(['approved']);
});
