import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { patiently } from '../../lib/sandbox/control/patiently.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('answers at once what is there in time, errors too', async () => {
  expect(await patiently(Promise.resolve({ now: 'noon' }))).toEqual({ now: 'noon' });
  await expect(patiently(Promise.reject(new Error('it has passed')))).rejects.toThrow('it has passed');
});

it('sends spaces while an answer takes its time, and then JSON that can be read', async () => {
  const { promise, resolve } = Promise.withResolvers<{ now: string }>();
  const waiting = patiently(promise);
  await vi.advanceTimersByTimeAsync(30_000);
  const parts = (await waiting) as AsyncIterableIterator<string>;
  expect(await parts.next()).toEqual({ done: false, value: ' ' });
  const second = parts.next();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await second).toEqual({ done: false, value: ' ' });
  const third = parts.next();
  resolve({ now: 'noon' });
  expect(JSON.parse(`  ${(await third).value}`)).toEqual({ now: 'noon' });
  expect(await parts.next()).toEqual({ done: true, value: undefined });
});

it('breaks the answer off when it fails after it began', async () => {
  const { promise, reject } = Promise.withResolvers<{ now: string }>();
  const waiting = patiently(promise);
  await vi.advanceTimersByTimeAsync(30_000);
  const parts = (await waiting) as AsyncIterableIterator<string>;
  await parts.next();
  const next = parts.next();
  reject(new Error('the sandbox is closing'));
  await expect(next).rejects.toThrow('the sandbox is closing');
});
