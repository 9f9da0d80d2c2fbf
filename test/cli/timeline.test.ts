import { expect, it } from 'vitest';
import { Timeline } from '../../lib/cli/start/timeline.ts';

it('tells of people, and passes over an event that names none', () => {
  const lines: string[] = [];
  const timeline = new Timeline((line) => lines.push(line), false);
  const signUp = (detail: Record<string, unknown>) =>
    timeline.event({
      version: '0',
      id: 'e-1',
      'detail-type': 'user.signed_up',
      source: 'app',
      account: '000000000000',
      time: '2027-01-11T09:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail,
    });
  for (const userId of [42, null, undefined, { id: 'ada' }]) signUp({ userId });
  expect(lines).toEqual([]);
  signUp({ userId: 'you' });
  expect(lines).toEqual(['Mon 11 Jan 09:00  UTC       you     signs up\n']);
});
