import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSigned, type SignedPost } from '../../lib/domain/twilio-signature.ts';

/** Twilio's own example: https://www.twilio.com/docs/usage/security#validating-requests */
const example = {
  token: '12345',
  url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
  fields: {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+12349013030',
    Digits: '1234',
    From: '+12349013030',
    To: '+18005551212',
  },
  signature: '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
};
const post = (more: Partial<SignedPost> = {}): SignedPost => ({
  url: example.url,
  form: new URLSearchParams(example.fields),
  signature: example.signature,
  ...more,
});
const sign = (text: string, token: string) => createHmac('sha1', token).update(text).digest('base64');

describe('a signature', () => {
  it('of Twilio’s own example fits, in whatever order its fields come', () => {
    expect(isSigned(post(), example.token)).toBe(true);
    const reversed = new URLSearchParams(Object.entries(example.fields).reverse());
    expect(isSigned(post({ form: reversed }), example.token)).toBe(true);
  });

  it('fits with and without the port', () => {
    const signed = (url: string) => sign(`${url}A1`, 't');
    const form = new URLSearchParams({ A: '1' });
    const [bare, full] = ['https://m.example.com/x?y=1', 'https://m.example.com:443/x?y=1'];
    for (const url of [bare, full]) {
      for (const at of [bare, full]) expect(isSigned({ url, form, signature: signed(at) }, 't')).toBe(true);
    }
    const local = 'http://127.0.0.1:4566/_api/x';
    expect(isSigned({ url: local, form, signature: signed(local) }, 't')).toBe(true);
    expect(isSigned({ url: local, form, signature: signed('http://127.0.0.1/_api/x') }, 't')).toBe(true);
    expect(isSigned({ url: local, form, signature: signed('http://127.0.0.1:4567/_api/x') }, 't')).toBe(false);
  });

  it('counts each value of a repeated field once, sorted', () => {
    const form = new URLSearchParams('B=2&A=z&A=a&A=z&Body=h%C3%A9');
    expect(
      isSigned({ url: 'https://x.example', form, signature: sign('https://x.exampleAaAzB2Bodyhé', 't') }, 't'),
    ).toBe(true);
  });

  it('does not fit when it is missing, and no empty token fits', () => {
    expect(isSigned(post({ signature: undefined }), example.token)).toBe(false);
    expect(isSigned(post({ signature: '' }), example.token)).toBe(false);
    expect(isSigned(post({ signature: sign('x', 'y') }), '')).toBe(false);
  });

  it('does not fit any of 1,000 posts of which one character was changed, left out or put in', () => {
    // The signature itself, the address, a name or a value, in turn; everywhere in them.
    const mutants = Array.from({ length: 1_000 }, (_, n) => {
      const at = (text: string) => Math.floor(n / 4) % text.length;
      const change = (text: string) => {
        const [before, here, after] = [text.slice(0, at(text)), text[at(text)] ?? '', text.slice(at(text) + 1)];
        const other = here === 'x' ? 'y' : 'x';
        return [`${before}${other}${after}`, `${before}${after}`, `${before}${other}${here}${after}`][
          Math.floor(n / 250) % 3
        ] as string;
      };
      const fields = Object.entries(example.fields);
      const [name, value] = fields[n % fields.length] as [string, string];
      const altered = (changed: readonly [string, string]) =>
        new URLSearchParams(Object.fromEntries(fields.map((field) => (field[0] === name ? changed : field))));
      return [
        post({ signature: change(example.signature) }),
        post({ url: change(example.url) }),
        post({ form: altered([change(name), value]) }),
        post({ form: altered([name, change(value)]) }),
      ][n % 4] as SignedPost;
    });
    expect(mutants.filter((mutant) => isSigned(mutant, example.token))).toEqual([]);
  });
});
