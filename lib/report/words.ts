import type { Cell } from '../domain/report/cell.ts';
import type { Range } from '../domain/report/comparison.ts';

const locale = 'en-US';
const fixed = (digits: number) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** What stands where a number is hidden or unknown. */
export const hidden = 'under 10';
export const none = '–';

export const count = (people: Cell): string => (people === null ? hidden : fixed(0).format(Math.round(people)));
export const share = (rate: number | null): string => (rate === null ? none : `${fixed(1).format(100 * rate)} %`);
export const points = (difference: number): string => `${signed(100 * difference, 1)} points`;
export const perThousand = (rate: number | null): string => (rate === null ? none : fixed(1).format(rate));

export function money(dollars: number | null): string {
  if (dollars === null) return none;
  const digits = Math.abs(dollars) >= 100 ? 0 : Math.abs(dollars) >= 0.1 || dollars === 0 ? 2 : 4;
  return `${dollars < 0 ? '−' : ''}$${fixed(digits).format(Math.abs(dollars))}`;
}

export const signed = (value: number, digits = 0): string =>
  `${value < 0 ? '−' : '+'}${fixed(digits).format(Math.abs(value))}`;

/** "between −3 and +40", or what is left of it where an end is unknown. */
export function between({ low, high }: Range, write: (value: number) => string): string {
  if (low === null && high === null) return 'without bound either way';
  if (low === null) return `at most ${write(high as number)}`;
  return high === null ? `at least ${write(low)}` : `between ${write(low)} and ${write(high)}`;
}

const channelNames: Readonly<Record<string, string>> = {
  email: 'Email',
  push: 'Push',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  inapp: 'In-app',
  global: 'All marketing',
  none: 'Nothing sent',
};
export const channelName = (channel: string): string => channelNames[channel] ?? channel;

const countries = new Intl.DisplayNames(locale, { type: 'region' });
/** @param market ISO 3166-1, or `other` */
export const countryName = (market: string): string =>
  market === 'other' ? 'other countries' : (countries.of(market) ?? market);

export const pathName = (path: readonly string[] | null, by: string): string => {
  if (path === null) return 'All others';
  return path.length === 0 ? 'Nothing sent' : path.map(channelName).join(by);
};

/** `provider-unavailable` as it is said. */
export const spoken = (word: string): string => word.replaceAll('-', ' ');

const dayForm = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
export const date = (day: string): string => dayForm.format(new Date(`${day}T00:00:00Z`));

export function duration(iso: string): string {
  const hours = Number(/^PT(\d+)H/.exec(iso)?.[1] ?? 0);
  if (hours > 0 && hours % 24 === 0) return hours === 24 ? '1 day' : `${hours / 24} days`;
  return hours > 0 ? `${hours} hours` : iso;
}
