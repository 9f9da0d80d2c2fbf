import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countries, readCountry, readRegion } from '../../../lib/domain/events/country.ts';
import { mailboxKey, readEmail } from '../../../lib/domain/events/email.ts';
import { baseTag, readLocale } from '../../../lib/domain/events/locale.ts';
import { readPhone } from '../../../lib/domain/events/phone.ts';
import { readUserId } from '../../../lib/domain/events/user-id.ts';
import { readZone } from '../../../lib/domain/events/zone-name.ts';

const refused = (rule: RegExp) => ({ rule: expect.stringMatching(rule) });
const value = (expected: string) => ({ value: expected });

describe('an email address', () => {
  it.each([
    ['a@müller.de', 'a@xn--mller-kva.de'],
    ['a@MÜLLER.DE', 'a@xn--mller-kva.de'],
    ['a@xn--mller-kva.de', 'a@xn--mller-kva.de'],
    ['a@mu\u0308ller.de', 'a@xn--mller-kva.de'],
    ['a@例え。テスト', 'a@xn--r8jz45g.xn--zckzah'],
    ['Ada.Lovelace+x@Example.COM', 'Ada.Lovelace+x@example.com'],
    ['\uFEFF a\u200B@exam\u00ADple.com\u00A0\u202C\n', 'a@example.com'],
    ['a@example.com.', 'a@example.com'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is %s', (told, stored) => expect(readEmail(told)).toEqual(value(stored)));

  it.each<[unknown, RegExp]>([
    ['jürgen@example.com', /ASCII/],
    ['用户@例え。テスト', /ASCII/],
    ['a..b@example.com', /dot/],
    ['.a@example.com', /dot/],
    [`${'a'.repeat(65)}@example.com`, /64/],
    ['a@b', /domain/],
    ['a@1.2.3.4', /domain/],
    ['a@-x.com', /domain/],
    ['a@x_y.com', /domain/],
    ['a@ex%61mple.com', /domain/],
    ['a@b.com/c', /domain/],
    [`a@${'x'.repeat(64)}.com`, /domain/],
    ['a b@example.com', /like/],
    ['a\u00A0b@example.com', /like/],
    ['Ada <a@example.com>', /like/],
    ['a@b@example.com', /like/],
    ['"a"@example.com', /like/],
    ['', /like/],
    ['@', /like/],
    [12, /like/],
    [{}, /like/],
    ['a@example.com'.repeat(20_000), /like/],
  ])('%j is refused', (told, rule) => expect(readEmail(told)).toEqual(refused(rule)));

  it('has one key for all spellings of one mailbox', () => {
    const spellings = ['A@Müller.de', 'a@xn--mller-kva.de', ' a@MÜLLER.de ', 'a@xn--MLLER-kva.de.'];
    expect(new Set(spellings.map(mailboxKey))).toEqual(new Set(['a@xn--mller-kva.de']));
  });

  it('read twice is as read once', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (told) => {
        const once = readEmail(told);
        if ('value' in once) expect(readEmail(once.value)).toEqual(once);
      }),
    );
  });
});

describe('a phone number', () => {
  it.each([
    ['+4915112345678', '+4915112345678'],
    ['+1 (555) 010-9999', '+15550109999'],
    ['\u202A+49\u00A0151/12\u2011345.678\u202C', '+4915112345678'],
    ['＋４９１５１１２３４５６７８', '+4915112345678'],
  ])('%j is %s', (told, stored) => expect(readPhone(told)).toEqual(value(stored)));

  it.each<[unknown, RegExp]>([
    ['+49 (0)151 12345678', /\(0\)/],
    ['+49 ( 0 ) 151', /\(0\)/],
    ['015112345678', /E\.164/],
    ['004915112345678', /E\.164/],
    ['+0123456789', /E\.164/],
    ['+12345678901234567', /E\.164/],
    ['+49151 ext 12', /E\.164/],
    [4915112345678, /E\.164/],
    [null, /E\.164/],
  ])('%j is refused', (told, rule) => expect(readPhone(told)).toEqual(refused(rule)));
});

describe('a country', () => {
  it.each([
    ['de', 'DE'],
    ['UK', 'GB'],
    ['uk', 'GB'],
    ['EL', 'GR'],
    [' Gb\u200B', 'GB'],
    ['XK', 'XK'],
  ])('%j is %s', (told, stored) => expect(readCountry(told)).toEqual(value(stored)));

  it.each([['USA'], ['Germany'], ['ZZ'], ['EU'], ['AN'], ['XX'], ['SU'], ['D'], [''], [276], [{}], ['ＤＥＵ']])(
    '%j is refused',
    (told) => expect(readCountry(told)).toEqual(refused(/write US for the USA/)),
  );

  it('has a code that CLDR knows, and each that CLDR knows is here or assigned by nobody', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const known = letters.flatMap((one) => letters.map((other) => one + other)).filter((code) => names.of(code));
    expect(countries).toHaveLength(250);
    expect(countries.filter((code) => !known.includes(code))).toEqual([]);
    // Reserved, withdrawn, or CLDR's own: of these, none is an assigned code of ISO 3166-1.
    const unassigned =
      'AC AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ';
    expect(known.filter((code) => !countries.includes(code) && !unassigned.split(' ').includes(code))).toEqual([]);
  });

  it.each([
    ['us_fl', value('US-FL')],
    ['UK-ENG', value('GB-ENG')],
    ['FL', refused(/ISO 3166-2/)],
    ['ZZ-1', refused(/ISO 3166-2/)],
    ['US-FLORIDA', refused(/ISO 3166-2/)],
  ])('region %j is %j', (told, read) => expect(readRegion(told)).toEqual(read));
});

describe('a locale', () => {
  it.each([
    ['de_AT', 'de-AT'],
    ['DE-at', 'de-AT'],
    ['en-US-u-hc-h12', 'en-US-u-hc-h12'],
    ['de_AT.UTF-8', 'de-AT'],
    ['de_DE@euro', 'de-DE'],
    ['sr_RS@latin', 'sr-Latn-RS'],
    ['zh_Hans_CN', 'zh-Hans-CN'],
    ['zh-hant-hk-x-foo', 'zh-Hant-HK-x-foo'],
    ['iw_IL', 'he-IL'],
    ['pt', 'pt'],
  ])('%j is %s', (told, stored) => expect(readLocale(told)).toEqual(value(stored)));

  it.each([
    ['C'],
    ['C.UTF-8'],
    ['POSIX'],
    ['root'],
    ['und'],
    ['x-private'],
    [''],
    ['german'.repeat(9)],
    ['de AT'],
    [7],
  ])('%j is refused', (told) => expect(readLocale(told)).toEqual(refused(/BCP 47/)));

  it.each([
    ['en-US-u-hc-h12', 'en-US'],
    ['zh-Hant-HK-x-foo-b', 'zh-Hant-HK'],
    ['de-AT', 'de-AT'],
    ['sl-rozaj-biske-1994', 'sl-rozaj-biske-1994'],
    ['de-t-en-u-ca-buddhist', 'de'],
  ])('%s is looked up as %s', (tag, base) => expect(baseTag(tag)).toBe(base));
});

describe('a time zone and a user id', () => {
  it.each([
    [' Europe/Berlin\u200B', value('Europe/Berlin')],
    ['US/Central', value('US/Central')],
    ['+05:30', value('+05:30')],
    ['Mars/Olympus', refused(/IANA/)],
    [5, refused(/IANA/)],
  ])('zone %j is %j', (told, read) => expect(readZone(told)).toEqual(read));

  it.each<[unknown, object]>([
    ['ada', value('ada')],
    ['a#b', value('a#b')],
    [' ada ', value(' ada ')],
    [12345, value('12345')],
    [-5, value('-5')],
    [2 ** 53, refused(/9007199254740991/)],
    [1.5, refused(/whole number/)],
    ['', refused(/1 to 128/)],
    ['ü'.repeat(65), refused(/1 to 128/)],
    ['a\u0000b', refused(/control/)],
    ['a\nb', refused(/control/)],
    ['\uD800', refused(/1 to 128/)],
    [null, refused(/string/)],
    [{ toString: 'x' }, refused(/string/)],
  ])('user %j is %j', (told, read) => expect(readUserId(told)).toEqual(read));
});
