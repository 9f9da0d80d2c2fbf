/**
 * What Ruby's `strftime` makes of a few letters that LiquidJS lacks or writes differently, in the letters that it has.
 *
 * Source: Ruby's documentation of strftime formatting.
 */
const composed: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  v: '%e-%^b-%Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  '+': '%a %b %e %H:%M:%S %Z %Y',
};

const directive = /%([-_0^#]{0,5})(\d{0,2})[EO]?([A-Za-z+%])/g;
/** A width that would fill a message, and the memory before it. */
const tooWide = /(%[-_0^#:]{0,5})\d{3,}(?=[EO]?[A-Za-z])/g;

/**
 * Rewrites a format of Ruby's for LiquidJS. Letters that neither knows stay as they are, as in Ruby.
 *
 * @param of what LiquidJS makes of a format, for the date that is formatted
 */
export function rubyFormat(format: string, of: (format: string) => string): string {
  return format.replace(tooWide, '$1').replace(directive, (whole, flags: string, width: string, letter: string) => {
    const parts = composed[letter];
    if (parts !== undefined) return padded(flags.includes('^') ? of(parts).toUpperCase() : of(parts), flags, width);
    if (letter !== 'G' && letter !== 'g' && letter !== 'V') return whole;
    const { year, week } = isoWeek(of('%Y-%m-%d'));
    if (letter === 'G') return number(year, 4, flags, width);
    return number(letter === 'V' ? week : year % 100, 2, flags, width);
  });
}

/** Text is padded with spaces, and only where a width is asked for. A `%` of it is no directive. */
const padded = (text: string, flags: string, width: string) =>
  text.padStart(Number(width), flags.includes('0') ? '0' : ' ').replaceAll('%', '%%');

function number(value: number, digits: number, flags: string, width: string): string {
  if (flags.includes('-')) return String(value);
  return String(value).padStart(Number(width) || digits, flags.includes('_') ? ' ' : '0');
}

const dayMs = 86_400_000;

/** The week of ISO 8601: weeks begin on Mondays, and the first of a year holds its 4 January. */
function isoWeek(date: string): { readonly year: number; readonly week: number } {
  const day = Date.parse(`${date}T00:00:00Z`);
  const fromMonday = (new Date(day).getUTCDay() + 6) % 7;
  const thursday = new Date(day + (3 - fromMonday) * dayMs);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return { year: thursday.getUTCFullYear(), week: Math.floor((thursday.getTime() - newYear) / (7 * dayMs)) + 1 };
}
