import { expect, it } from 'vitest';
import { userOf } from '../../../lambdas/enlist/lines.ts';

it.each<[string, string, string | 'none' | null]>([
  ['a.csv', 'ada', 'ada'],
  ['a.csv', ' ada , Ada Lovelace', 'ada'],
  ['a.csv', '"ada, the ""first"""', 'ada, the "first"'],
  ['a.csv', '\uFEFFada', 'ada'],
  ['a.csv', '', 'none'],
  ['a.csv', '\r', 'none'],
  ['a.csv', ',x', null],
  ['a.csv', '"ada', null],
  ['a.csv', 'x'.repeat(200), null],
  ['a.txt', 'ada', 'ada'],
  ['a.jsonl', '"ada"', 'ada'],
  ['a.jsonl', '{"userId": "ada", "name": "Ada"}', 'ada'],
  ['a.ndjson', '{"user": "ada"}', null],
  ['a.jsonl', '{"userId": 12}', null],
  ['a.jsonl', 'null', null],
  ['a.jsonl', 'ada', null],
])('%s: %s', (key, line, expected) => {
  const read = userOf({ bucket: 'b', key }, line, 2);
  expect(typeof read === 'object' && read !== null ? read.user : read).toBe(expected);
});

it('takes a first line that names the column for a header, and a later one for a person', () => {
  expect(userOf({ bucket: 'b', key: 'a.csv' }, 'userId,name', 1)).toBe('none');
  expect(userOf({ bucket: 'b', key: 'a.csv' }, 'userId,name', 2)).toEqual({ user: 'userId' });
});
