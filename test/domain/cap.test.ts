import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cap, type CountedTouch, checkCaps } from '../../lib/domain/cap.ts';
import { type Channel, channels, purposes } from '../../lib/domain/channel.ts';

const anyChannel = fc.constantFrom(...channels);
const anyTouch: fc.Arbitrary<CountedTouch> = fc.record({
  at: fc.nat({ max: 200 }),
  channel: anyChannel,
  purpose: fc.constantFrom(...purposes),
});
const anyCap: fc.Arbitrary<Cap> = fc
  .record({ max: fc.nat({ max: 4 }), perMs: fc.nat({ max: 80 }), channel: fc.option(anyChannel, { nil: undefined }) })
  .map(({ max, perMs, channel }) => ({ max, perMs, ...(channel && { channel }) }));

/** The definition, at one instant. */
function naivelyAllowed(now: number, channel: Channel, caps: readonly Cap[], touches: readonly CountedTouch[]) {
  return caps.every((cap) => {
    if (cap.channel && cap.channel !== channel) return true;
    let count = 0;
    for (const touch of touches) {
      if (touch.purpose === 'transactional') continue;
      if (cap.channel && touch.channel !== cap.channel) continue;
      if (now - touch.at < cap.perMs) count += 1;
    }
    return count < cap.max;
  });
}

describe('checkCaps', () => {
  it('allows what the definition allows, and names the first instant that does', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 200 }),
        anyChannel,
        fc.array(anyCap, { maxLength: 3 }),
        fc.array(anyTouch, { maxLength: 12 }),
        (now, channel, caps, touches) => {
          const { allowed, freeAt, cap } = checkCaps({ now, channel, purpose: 'marketing', caps, touches });
          expect(allowed).toBe(naivelyAllowed(now, channel, caps, touches));
          expect(cap === undefined).toBe(allowed);
          let first: number | null = null;
          for (let at = now; at <= now + 400 && first === null; at++) {
            if (naivelyAllowed(at, channel, caps, touches)) first = at;
          }
          expect(freeAt).toBe(first);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is never exceeded by a sender who obeys it', () => {
    fc.assert(
      fc.property(
        fc.array(anyCap, { minLength: 1, maxLength: 3 }),
        fc.array(fc.record({ after: fc.nat({ max: 30 }), channel: anyChannel }), { maxLength: 40 }),
        (caps, wishes) => {
          const sent: CountedTouch[] = [];
          let now = 0;
          for (const { after, channel } of wishes) {
            now += after;
            const { allowed } = checkCaps({ now, channel, purpose: 'marketing', caps, touches: sent });
            if (allowed) sent.push({ at: now, channel, purpose: 'marketing' });
          }
          for (const cap of caps) {
            const counted = sent.filter((touch) => !cap.channel || touch.channel === cap.channel);
            for (const { at } of counted) {
              const within = counted.filter((touch) => touch.at > at - cap.perMs && touch.at <= at);
              expect(within.length).toBeLessThanOrEqual(Math.max(cap.max, cap.perMs === 0 ? counted.length : 0));
            }
          }
        },
      ),
    );
  });

  const touch = (at: number): CountedTouch => ({ at, channel: 'email', purpose: 'marketing' });
  const day = 86_400_000;

  it('frees a slot at the very instant the window has passed', () => {
    const question = { channel: 'email', purpose: 'marketing', caps: [{ max: 1, perMs: day }] } as const;
    expect(checkCaps({ ...question, now: day - 1, touches: [touch(0)] })).toMatchObject({
      allowed: false,
      freeAt: day,
    });
    expect(checkCaps({ ...question, now: day, touches: [touch(0)] })).toEqual({ allowed: true, freeAt: day });
  });

  it('counts a slot taken for later', () => {
    const caps = [{ max: 1, perMs: day }];
    expect(checkCaps({ now: 0, channel: 'push', purpose: 'marketing', caps, touches: [touch(5)] })).toEqual({
      allowed: false,
      freeAt: day + 5,
      cap: caps[0],
    });
  });

  it('never holds back what is transactional', () => {
    const caps = [{ max: 0, perMs: day }];
    expect(checkCaps({ now: 7, channel: 'email', purpose: 'transactional', caps, touches: [] })).toEqual({
      allowed: true,
      freeAt: 7,
    });
  });

  it('knows no instant when the cap is 0', () => {
    const caps = [{ max: 0, perMs: day }];
    expect(checkCaps({ now: 7, channel: 'email', purpose: 'marketing', caps, touches: [] })).toMatchObject({
      allowed: false,
      freeAt: null,
    });
  });

  it('names the cap that binds longest', () => {
    const week = { max: 1, perMs: 7 * day };
    const caps = [{ max: 1, perMs: day }, week, { max: 1, perMs: day, channel: 'sms' as const }];
    expect(checkCaps({ now: 1, channel: 'email', purpose: 'marketing', caps, touches: [touch(0)] }).cap).toBe(week);
  });
});
