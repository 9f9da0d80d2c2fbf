import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstOutsideGsm, measureSms } from '../../lib/domain/sms.ts';

describe('a text', () => {
  test.each<[string, string, object]>([
    ['of nothing', '', { encoding: 'GSM-7', segments: 0, characters: 0 }],
    ['of one message', 'a'.repeat(160), { encoding: 'GSM-7', segments: 1, characters: 160 }],
    ['of one character more', 'a'.repeat(161), { encoding: 'GSM-7', segments: 2, characters: 161 }],
    ['of two messages', 'a'.repeat(306), { encoding: 'GSM-7', segments: 2, characters: 306 }],
    ['of three', 'a'.repeat(307), { encoding: 'GSM-7', segments: 3, characters: 307 }],
    ['whose signs cost two', '€'.repeat(80), { encoding: 'GSM-7', segments: 1, characters: 160 }],
    ['with one of them too many', `${'€'.repeat(80)}a`, { encoding: 'GSM-7', segments: 2, characters: 161 }],
    ['that splits no escape', 'a'.repeat(152) + '€'.repeat(77), { encoding: 'GSM-7', segments: 3, characters: 306 }],
    ['in German', 'Grüße für 5 €, ßä', { encoding: 'GSM-7', segments: 1, characters: 18 }],
    ['in Greek capitals', 'ΔΦΓΛΩΠΨΣΘΞ', { encoding: 'GSM-7', segments: 1, characters: 10 }],
    ['with an apostrophe from a word processor', 'Don’t', { encoding: 'UCS-2', segments: 1, characters: 5 }],
    ['with a small cedilla, which the alphabet lacks', 'ça', { encoding: 'UCS-2', segments: 1, characters: 2 }],
    ['with a tab, which it lacks too', 'a\tb', { encoding: 'UCS-2', segments: 1, characters: 3 }],
    ['of one message in UCS-2', 'я'.repeat(70), { encoding: 'UCS-2', segments: 1, characters: 70 }],
    ['of one character more in UCS-2', 'я'.repeat(71), { encoding: 'UCS-2', segments: 2, characters: 71 }],
    ['of two messages in UCS-2', 'я'.repeat(134), { encoding: 'UCS-2', segments: 2, characters: 134 }],
    ['of pictures', '🎉'.repeat(35), { encoding: 'UCS-2', segments: 1, characters: 70 }],
    ['that splits no picture', '🎉'.repeat(67), { encoding: 'UCS-2', segments: 3, characters: 134 }],
    ['with an escape in UCS-2, where it costs one', '€я', { encoding: 'UCS-2', segments: 1, characters: 2 }],
  ])('%s', (_, text, length) => expect(measureSms(text)).toEqual(length));
});

test('the alphabet has 127 characters and ten more that cost two', () => {
  const costs = Array.from({ length: 0x10000 }, (_, code) => measureSms(String.fromCharCode(code))).filter(
    ({ encoding }) => encoding === 'GSM-7',
  );
  expect(costs.filter(({ characters }) => characters === 1)).toHaveLength(127);
  expect(costs.filter(({ characters }) => characters === 2)).toHaveLength(10);
});

test('the character that forces UCS-2 is the first of them', () => {
  expect(firstOutsideGsm('It’s “on” 🎉')).toBe('’');
  expect(firstOutsideGsm('On 🎉, it’s')).toBe('🎉');
  expect(firstOutsideGsm('Grüße')).toBeUndefined();
});

/** Fills one segment after the other from the front, as a phone would have to show it. */
function naive(text: string) {
  const escaped = /[\f^{}\\[~\]|€]/;
  const ucs = /[^\n\r\f\x20-\x5f\x61-\x7e£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]/u.test(text);
  const signs = [...text].map((sign) => (ucs ? sign : escaped.test(sign) ? `\u001b${sign}` : sign));
  const whole = signs.join('').length;
  if (whole <= (ucs ? 70 : 160)) return { segments: whole > 0 ? 1 : 0, characters: whole };
  const parts: string[] = [];
  while (signs.length > 0) {
    let part = '';
    while (signs.length > 0 && (part + signs[0]).length <= (ucs ? 67 : 153)) part += signs.shift();
    parts.push(part);
  }
  return { segments: parts.length, characters: whole };
}

const gsm = fc.constantFrom(...'aZ0 \n@£èΔßü', '€', '[', '|', '\f');
const any = fc.oneof(gsm, fc.constantFrom('’', 'ç', '🎉', '\ud83c', 'я', '`'), fc.string({ unit: 'binary' }));
const texts = fc.oneof(
  fc.array(gsm, { maxLength: 500 }).map((signs) => signs.join('')),
  fc.array(any, { maxLength: 300 }).map((signs) => signs.join('')),
);

test('is what filling segments by hand makes of it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(measureSms(text)).toMatchObject(naive(text));
    }),
    { numRuns: 2000 },
  );
});

test('grows with the text, and no segment is left half empty', () => {
  fc.assert(
    fc.property(texts, gsm, (text, sign) => {
      const { encoding, segments, characters } = measureSms(text);
      const more = measureSms(text + sign);
      expect(more.segments).toBeGreaterThanOrEqual(segments);
      expect(more.segments).toBeLessThanOrEqual(segments + 1);
      const joined = encoding === 'GSM-7' ? 153 : 67;
      if (segments > 1) expect(characters).toBeGreaterThan((segments - 1) * (joined - 1));
    }),
  );
});
