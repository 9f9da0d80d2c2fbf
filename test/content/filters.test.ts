import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../lib/content/catalog.ts';
import { ContentError } from '../../lib/content/content-error.ts';
import { renderMessage } from '../../lib/content/render.ts';

const company = { name: 'Acme', postalAddress: '1 Example Street' };

/** What a push of this title says to somebody with these traits. */
function said(title: string, traits: Record<string, unknown> = {}, timezone?: string): string {
  const catalog: Catalog = { default: 'en', messages: { m: { channel: 'push', title, body: 'b' } } };
  const variables = { user: { id: 'u', traits }, company };
  const message = renderMessage({ catalog, name: 'm', locale: 'en', variables, timezone });
  return 'title' in message ? message.title : '';
}

function fault(title: string, traits: Record<string, unknown>): ContentError {
  try {
    said(title, traits);
  } catch (error) {
    if (error instanceof ContentError) return error;
    throw error;
  }
  throw new Error(`it rendered: ${said(title, traits)}`);
}

describe('a number that is none', () => {
  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['{{ 5 | divided_by: user.traits.z }}', { z: 0 }, 'user.traits.z'],
    ['{{ 5 | divided_by: user.traits.z }}', { z: '0' }, 'user.traits.z'],
    ['{{ 5 | divided_by: user.traits.z }}', { z: 0.0 }, 'user.traits.z'],
    ['{{ 5.5 | divided_by: user.traits.z }}', { z: false }, 'user.traits.z'],
    ['{{ user.traits.a | modulo: user.traits.z }}', { a: 3, z: 0 }, 'user.traits.z'],
    ['{{ user.traits.a | divided_by: 0 }}', { a: 3 }, 'user.traits.a'],
    ['{{ 0 | divided_by: user.traits.z | plus: 1 }}', { z: 0 }, 'user.traits.z'],
    ['{% assign x = 7 | modulo: user.traits.z %}{{ x }}', { z: 0 }, 'user.traits.z'],
    ['{% if true %}{{ 7 | divided_by: user.traits.z | round: 2 }}{% endif %}', { z: 0 }, 'user.traits.z'],
    ['{{ user.traits.big | times: 10 }}', { big: '1e999' }, 'user.traits.big'],
    ['{{ 1 | plus: user.traits.big }}', { big: '1e999' }, 'user.traits.big'],
    ['{{ user.traits.big }}', { big: Number.POSITIVE_INFINITY }, 'user.traits.big'],
    ['{{ user.traits.none }}', { none: Number.NaN }, 'user.traits.none'],
  ])('%s of %j is a content error of %s', (title, traits, variable) => {
    const error = fault(title, traits);
    expect(error).toMatchObject({ content: 'm', part: 'title', variable });
    expect(error.message).toContain(variable);
    expect(error.message).not.toMatch(/1e999/);
  });
});

describe('division', () => {
  it.each<[string, unknown, string]>([
    ['{{ user.traits.n | divided_by: 2 }}', 7, '3'],
    ['{{ user.traits.n | divided_by: 2 }}', -7, '-4'],
    ['{{ user.traits.n | divided_by: 2 }}', '7', '3'],
    ['{{ user.traits.n | divided_by: 2 }}', 7.5, '3.75'],
    ['{{ user.traits.n | divided_by: 2 }}', '7.0', '3.5'],
    ['{{ user.traits.n | divided_by: 2.0 }}', 7, '3.5'],
    ['{{ 7 | divided_by: user.traits.n }}', 2, '3'],
    ['{{ 7 | divided_by: user.traits.n }}', 0.5, '14'],
    ['{{ user.traits.n | divided_by: 3 | times: 3 }}', 20, '18'],
    ['{{ user.traits.n | modulo: 3 }}', 7, '1'],
    ['{{ user.traits.n | modulo: 3 }}', -7, '2'],
  ])('%s of %j is %s, as in Ruby', (title, n, expected) => expect(said(title, { n })).toBe(expected));
});

/** Written by C's strftime, whose letters Ruby has. */
const vectors: readonly (readonly [at: string, format: string, written: string])[] = [
  [
    '2027-01-05T03:04:09Z',
    '%F %T|%D %R|%e|%k|%l|%I|%p|%P|%j|%U|%W|%V|%G|%g|%u|%w|%C|%y|%h|%-d|%-m|%-H|%^a|%c|%x|%X|%r|%s|%%F',
    '2027-01-05 03:04:09|01/05/27 03:04| 5| 3| 3|03|AM|am|005|01|01|01|2027|27|2|2|20|27|Jan|5|1|3|TUE|Tue Jan  5 03:04:09 2027|01/05/27|03:04:09|03:04:09 AM|1799118249|%F',
  ],
  [
    '2026-12-31T23:59:00Z',
    '%F %T|%D %R|%e|%k|%l|%I|%p|%P|%j|%U|%W|%V|%G|%g|%u|%w|%C|%y|%h|%-d|%-m|%-H|%^a|%c|%x|%X|%r|%s|%%F',
    '2026-12-31 23:59:00|12/31/26 23:59|31|23|11|11|PM|pm|365|52|52|53|2026|26|4|4|20|26|Dec|31|12|23|THU|Thu Dec 31 23:59:00 2026|12/31/26|23:59:00|11:59:00 PM|1798761540|%F',
  ],
  [
    '2027-01-01T00:00:00Z',
    '%F %T|%D %R|%e|%k|%l|%I|%p|%P|%j|%U|%W|%V|%G|%g|%u|%w|%C|%y|%h|%-d|%-m|%-H|%^a|%c|%x|%X|%r|%s|%%F',
    '2027-01-01 00:00:00|01/01/27 00:00| 1| 0|12|12|AM|am|001|00|00|53|2026|26|5|5|20|27|Jan|1|1|0|FRI|Fri Jan  1 00:00:00 2027|01/01/27|00:00:00|12:00:00 AM|1798761600|%F',
  ],
  [
    '2028-02-29T12:30:45Z',
    '%F %T|%D %R|%e|%k|%l|%I|%p|%P|%j|%U|%W|%V|%G|%g|%u|%w|%C|%y|%h|%-d|%-m|%-H|%^a|%c|%x|%X|%r|%s|%%F',
    '2028-02-29 12:30:45|02/29/28 12:30|29|12|12|12|PM|pm|060|09|09|09|2028|28|2|2|20|28|Feb|29|2|12|TUE|Tue Feb 29 12:30:45 2028|02/29/28|12:30:45|12:30:45 PM|1835440245|%F',
  ],
  [
    '2024-12-30T13:00:00Z',
    '%F %T|%D %R|%e|%k|%l|%I|%p|%P|%j|%U|%W|%V|%G|%g|%u|%w|%C|%y|%h|%-d|%-m|%-H|%^a|%c|%x|%X|%r|%s|%%F',
    '2024-12-30 13:00:00|12/30/24 13:00|30|13| 1|01|PM|pm|365|52|53|01|2025|25|1|1|20|24|Dec|30|12|13|MON|Mon Dec 30 13:00:00 2024|12/30/24|13:00:00|01:00:00 PM|1735563600|%F',
  ],
  [
    '2023-01-01T06:07:08Z',
    '%F %T|%D %R|%e|%k|%l|%I|%p|%P|%j|%U|%W|%V|%G|%g|%u|%w|%C|%y|%h|%-d|%-m|%-H|%^a|%c|%x|%X|%r|%s|%%F',
    '2023-01-01 06:07:08|01/01/23 06:07| 1| 6| 6|06|AM|am|001|01|00|52|2022|22|7|0|20|23|Jan|1|1|6|SUN|Sun Jan  1 06:07:08 2023|01/01/23|06:07:08|06:07:08 AM|1672553228|%F',
  ],
  [
    '2027-10-10T10:10:10Z',
    '%F %T|%D %R|%e|%k|%l|%I|%p|%P|%j|%U|%W|%V|%G|%g|%u|%w|%C|%y|%h|%-d|%-m|%-H|%^a|%c|%x|%X|%r|%s|%%F',
    '2027-10-10 10:10:10|10/10/27 10:10|10|10|10|10|AM|am|283|41|40|40|2027|27|7|0|20|27|Oct|10|10|10|SUN|Sun Oct 10 10:10:10 2027|10/10/27|10:10:10|10:10:10 AM|1823163010|%F',
  ],
];

describe('a date', () => {
  it.each(vectors)('%s', (at, format, written) => {
    // A line is one line: gaps between words are one space.
    expect(said(`{{ user.traits.at | date: "${format}" }}`, { at })).toBe(written.replace(/ +/g, ' '));
  });

  it.each([
    ['%F %T', '2027-01-05 03:04:09'],
    ['%-d.%-m.%Y', '5.1.2027'],
    ['%^b %^A', 'JAN TUESDAY'],
    ['%_m|%03d|%10F', '_|005|2027-01-05'.replace('_', '1')],
    ['%L %3N', '000 000'],
    ['%z %:z', '+0000 +00:00'],
    ['%v', '5-JAN-2027'],
    ['%-V %_V', '1 1'],
    ['100%', '100%'],
    // A width that nobody needs is none.
    ['%999999999d|%2147483648Y|%0000000000000d', '05|2027|05'],
    ['%%F %%%F', '%F %2027-01-05'],
    // Ruby leaves letters that it does not know as they are.
    ['%Q %i %E', '%Q %i %E'],
  ])('%s is written %s', (format, written) => {
    expect(said(`{{ user.traits.at | date: "${format}" }}`, { at: '2027-01-05T03:04:09Z' })).toBe(written);
  });

  it.each<[unknown, string | undefined, string]>([
    ['2027-01-05T03:04:09Z', 'Europe/Berlin', '2027-01-05 04:04'],
    ['2027-07-05T03:04:09Z', 'Europe/Berlin', '2027-07-05 05:04'],
    ['2027-01-05T03:04:09Z', 'America/New_York', '2027-01-04 22:04'],
    ['2027-01-05T03:04:09+05:30', 'Asia/Kolkata', '2027-01-05 03:04'],
    ['2027-01-05T03:04:09Z', '+05:30', '2027-01-05 08:34'],
    ['2027-01-05T03:04:09Z', undefined, '2027-01-05 03:04'],
    [1799118249, 'Europe/Berlin', '2027-01-05 04:04'],
    ['2027-01-05', 'America/New_York', '2027-01-05 00:00'],
    ['2027-01-05T03:04', 'America/New_York', '2027-01-05 03:04'],
    ['2027-01-05 03:04:09', 'America/New_York', '2027-01-05 03:04'],
  ])('%s for a reader in %s is %s', (at, zone, written) => {
    expect(said('{{ user.traits.at | date: "%F %H:%M" }}', { at }, zone)).toBe(written);
  });

  it('is on the clock that the template names, and stays what it is when it is none', () => {
    const at = '2027-01-05T03:04:09Z';
    expect(said('{{ user.traits.at | date: "%R", "Asia/Tokyo" }}', { at }, 'Europe/Berlin')).toBe('12:04');
    expect(said('{{ user.traits.at | date: "%R" }}', { at: 'soon' })).toBe('soon');
  });
});
