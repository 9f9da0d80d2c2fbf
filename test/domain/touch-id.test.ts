import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { maxStepLength, maxUserIdBytes, readTouchId, touchId } from '../../lib/domain/touch-id.ts';

const ref = fc.record({
  user: fc
    .string({ minLength: 1, unit: 'grapheme' })
    .filter((user) => Buffer.byteLength(user) <= maxUserIdBytes && user.isWellFormed()),
  run: fc.string().map((key) => runId('journey', 'user', key)),
  step: fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/),
});

describe('touchId', () => {
  it('fits an SES tag and reads back', () => {
    fc.assert(
      fc.property(ref, (touch) => {
        const id = touchId(touch);
        expect(id).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        expect(readTouchId(id)).toEqual(touch);
      }),
    );
  });

  it('fits for the longest names there may be', () => {
    const longest = { user: 'u'.repeat(maxUserIdBytes), run: runId('j', 'u', ''), step: 's'.repeat(maxStepLength) };
    expect(touchId(longest).length).toBeLessThanOrEqual(256);
  });

  it('reads nothing into other strings', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[A-Za-z0-9_-]{20,60}$/)), (text) => {
        const read = readTouchId(text);
        if (read) expect(touchId(read)).toBe(text);
      }),
    );
  });
});
