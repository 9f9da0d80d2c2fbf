import { expect, test } from 'vitest';
import { largestPush, pushBytes } from '../../lib/domain/push.ts';

test('a push is as large as its JSON, in bytes', () => {
  const empty = pushBytes({ title: '', body: '' });
  expect(empty).toBeLessThan(600);
  expect(pushBytes({ title: 'a', body: '' })).toBe(empty + 1);
  expect(pushBytes({ title: '', body: 'é' })).toBe(empty + 2);
  expect(pushBytes({ title: '', body: '🎉"' })).toBe(empty + 6);
  expect(pushBytes({ title: '', body: '', url: 'a' })).toBe(empty + ',"url":"a"'.length);
  expect(largestPush).toBe(4096);
});
