import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hear, type LastWord, type Said } from '../../lib/domain/last-word.ts';

const at = 1_800_000_000_200;
const stop: Said = { word: 'stop', at, by: 'one', again: false };
const start: Said = { word: 'start', at: at + 60_000, by: 'two', again: false };
const after = (...all: readonly Said[]) =>
  all.reduce<LastWord | null>((last, said) => hear(last, said).last, null) as LastWord;

it('takes each message once', () => {
  expect(hear(null, stop)).toEqual({ heard: 'first', last: { word: 'stop', at, by: 'one' } });
  expect(hear(after(stop), { ...stop, again: true }).heard).toBe('known');
  expect(hear(after(stop), { ...stop, by: 'another' }).heard).toBe('same');
});

it('lets a START take the STOP back, and says which', () => {
  expect(hear(after(stop), start)).toEqual({
    heard: 'first',
    last: { word: 'start', at: at + 60_000, by: 'two', undid: at },
  });
});

it('is not undone by an older message that is repeated', () => {
  expect(hear(after(stop, start), { ...stop, again: true }).heard).toBe('overtaken');
  expect(hear(after(stop, start), { ...stop, by: 'three', at: at + 60_001 }).heard).toBe('first');
});

it('puts words of one moment a second apart, as consent is kept in seconds', () => {
  const last = after(stop, { ...start, at });
  expect(last.at).toBe(1_800_000_001_000);
  expect(after(stop, { ...start, at }, { ...stop, by: 'three' }).at).toBe(1_800_000_002_000);
});

it('ends with the last word that was received, whatever is repeated', () => {
  const words = fc.array(fc.constantFrom('stop', 'start'), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(words, fc.array(fc.nat(), { maxLength: 12 }), (texts, repeats) => {
      const said = texts.map((word, n): Said => ({ word, at: at + n * 5_000, by: `m${n}`, again: false }));
      let last: LastWord | null = null;
      said.forEach((each, n) => {
        last = hear(last, each).last;
        const again = said[(repeats[n] ?? 0) % (n + 1)] as Said;
        last = hear(last, { ...again, again: true }).last;
      });
      expect((last as LastWord | null)?.word).toBe(texts.at(-1));
    }),
  );
});
