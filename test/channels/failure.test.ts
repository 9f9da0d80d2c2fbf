import { expect, it } from 'vitest';
import { verdictOf, verdictOfStatus } from '../../lib/channels/failure.ts';
import { postOnce } from '../../lib/channels/post-once.ts';
import { answering, nobody } from './answering.ts';

const down = { verdict: 'unavailable', reason: 'down' };
const throttled = { verdict: 'unavailable', reason: 'throttled' };
const final = { verdict: 'refused', reason: 'rejected' };
const doubt = { verdict: 'in-doubt' };

it.each([
  [429, throttled],
  [503, down],
  [401, down],
  [403, down],
  [400, final],
  [404, final],
  [422, final],
  [500, doubt],
  [502, doubt],
  [504, doubt],
  [307, doubt],
])('HTTP %i proves %j', (status, verdict) => {
  expect(verdictOfStatus(status, 'Twilio')).toEqual({ ...verdict, detail: `Twilio (${status})` });
});

it.each([
  ['BadRequestException', 400, final],
  ['AccessDeniedException', 403, down],
  ['InternalFailure', 500, doubt],
])('an AWS client’s %s with %i proves %j', (name, httpStatusCode, verdict) => {
  const error = Object.assign(new Error('+4915112345678 said "Hi"'), { name, $metadata: { httpStatusCode } });
  expect(verdictOf(error)).toEqual({ ...verdict, detail: `${name} (${httpStatusCode})` });
});

const thrown = async (url: string, signal?: AbortSignal) => {
  const failure = postOnce(url, { headers: {}, body: 'x', ...(signal && { signal }) });
  return failure.then(
    () => undefined,
    (error: unknown) => verdictOf(error),
  );
};

it('a connection that nobody took proves that nothing left', async () => {
  expect(await thrown(await nobody())).toEqual({ ...down, detail: 'TypeError ECONNREFUSED' });
  expect(await thrown('http://nobody.invalid')).toMatchObject(down);
});

it('a broken connection and a timeout prove nothing', async () => {
  const { url, asked, close } = await answering(() => null);
  expect(await thrown(url)).toMatchObject(doubt);
  expect(await thrown(url, AbortSignal.abort(new DOMException('late', 'TimeoutError')))).toEqual({
    ...doubt,
    detail: 'TimeoutError',
  });
  expect(asked).toHaveLength(1);
  await close();
});

it('each call has a connection of its own', async () => {
  const { url, asked, close } = await answering(() => [200, {}]);
  for (let again = 0; again < 2; again += 1) await postOnce(url, { headers: {}, body: 'x' });
  expect(asked.map(({ headers }) => headers.connection)).toEqual(['close', 'close']);
  expect(new Set(asked.map(({ port }) => port)).size).toBe(2);
  await close();
});

it('a redirect is not followed: that would be a second call', async () => {
  const { url, asked, close } = await answering(() => [307, {}]);
  expect(await postOnce(url, { headers: {}, body: 'x' })).toEqual({ status: 307, body: {} });
  expect(asked).toHaveLength(1);
  await close();
});
