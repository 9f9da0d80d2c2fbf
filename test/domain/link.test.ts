import { describe, expect, it } from 'vitest';
import { linkId, unkeyedLinkId } from '../../lib/domain/link.ts';

describe('the id of a short link', () => {
  it('is the same for the same touch, place and secret, and another for any other', () => {
    const id = linkId('touch', 0, 'secret');
    expect(linkId('touch', 0, 'secret')).toBe(id);
    const others = [linkId('touch', 1, 'secret'), linkId('touch2', 0, 'secret'), linkId('touch', 0, 'another')];
    expect(new Set([id, ...others, unkeyedLinkId('touch', 0)]).size).toBe(5);
    for (const each of [id, ...others]) expect(each).toMatch(/^[\w-]{11}$/);
  });

  it('is still known as it was before it had a key', () => {
    expect(unkeyedLinkId('touch', 0)).toBe('qMrrZ0MDI3A');
  });
});
