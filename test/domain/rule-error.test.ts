import { expect, it } from 'vitest';
import { RuleError } from '../../lib/domain/rule-error.ts';

it('says value, rule and remedy', () => {
  const error = new RuleError({ value: 'fax', rule: 'a channel is one of email, push', remedy: 'write email' });
  expect(error.message).toBe('"fax": a channel is one of email, push; write email');
  expect(error).toMatchObject({ name: 'RuleError', value: 'fax', remedy: 'write email' });
});

it('cuts a long value in the message only', () => {
  const value = 'x'.repeat(1000);
  const error = new RuleError({ value, rule: 'short', remedy: 'shorten it' });
  expect(error.message.length).toBeLessThan(200);
  expect(error.value).toBe(value);
});

it('shows what JSON cannot', () => {
  expect(new RuleError({ value: undefined, rule: 'a', remedy: 'b' }).message).toBe('undefined: a; b');
});
