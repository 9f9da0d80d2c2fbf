import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bearerOf, isKey, isSigned } from '../../lambdas/credentials.ts';

const body = Buffer.from('{"type":"track","userId":"ådå"}');
const sign = (secret: string) => createHmac('sha1', secret).update(body).digest('hex');

describe('credentials', () => {
  it('count by every line of a secret, so that it can be changed while both are in use', () => {
    for (const key of ['old', 'new']) {
      expect(isKey(key, 'new\nold\n')).toBe(true);
      expect(isSigned(body, sign(key), ' new \r\nold')).toBe(true);
    }
    expect(isKey('new\nold', 'new\nold')).toBe(false);
    expect(isSigned(body, sign('older'), 'new\nold')).toBe(false);
  });

  it.each(['', ' ', undefined])('are not %j, whatever the secret', (nothing) => {
    for (const secret of ['', '\n', 'key', 'key\n\n']) {
      expect(isKey(nothing, secret)).toBe(false);
      expect(isSigned(body, nothing, secret)).toBe(false);
    }
    expect(isSigned(body, sign(''), '')).toBe(false);
  });

  it('are a signature of every byte, in either case', () => {
    expect(isSigned(body, sign('key').toUpperCase(), 'key')).toBe(true);
    for (let at = 0; at < body.length; at += 1) {
      const altered = Buffer.from(body);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(isSigned(altered, sign('key'), 'key')).toBe(false);
    }
  });

  it('are what follows Bearer, and nothing else', () => {
    expect(bearerOf('Bearer abc')).toBe('abc');
    expect(bearerOf('bearer abc')).toBe('abc');
    for (const other of [undefined, '', 'abc', 'Basic abc', 'Bearer', 'Bearer a b'])
      expect(bearerOf(other)).toBeUndefined();
  });
});
