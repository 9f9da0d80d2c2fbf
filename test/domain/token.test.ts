import { expect, it } from 'vitest';
import { readToken, signToken } from '../../lib/domain/token.ts';

const claims = { user: 'ada', use: 'unsubscribe', channel: 'email', touch: 'abc' } as const;

it('reads back what this secret signed for this use, and nothing else', async () => {
  const token = await signToken(claims, 'secret', 0);
  expect(await readToken(token, 'unsubscribe', 'secret')).toEqual(claims);
  expect(await readToken(token, 'inbox', 'secret')).toBeNull();
  expect(await readToken(token, 'unsubscribe', 'other')).toBeNull();
  expect(await readToken('', 'unsubscribe', 'secret')).toBeNull();
  const [header, body, signature = ''] = token.split('.');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  expect(await readToken(`${unsigned}.${body}.`, 'unsubscribe', 'secret')).toBeNull();
  expect(await readToken(`${header}.${body}x.${signature}`, 'unsubscribe', 'secret')).toBeNull();
});
