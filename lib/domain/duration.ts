import { RuleError } from './rule-error.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** A day in a delay or a cap is 24 hours, whatever the clocks of its place do. */
export const dayMs = 24 * hour;
const week = 7 * dayMs;

const journeyUnits: Readonly<Record<string, number>> = { m: minute, h: hour, d: dayMs, w: week };
const isoForm = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const isoUnits = [week, dayMs, hour, minute, second] as const;

/** The longest duration read, so that sums of instants and durations stay whole and printable: a thousand years. */
const longest = 1000 * 365 * dayMs;

/**
 * Reads a duration as journeys write it: `30m`, `48h`, `7d`, `2w`.
 *
 * @returns milliseconds
 * @throws RuleError
 */
export function journeyDuration(text: string): number {
  const parts = /^(\d+)([mhdw])$/.exec(text);
  const ms = parts ? Number(parts[1]) * (journeyUnits[parts[2] as string] as number) : Number.NaN;
  if (!(ms <= longest)) {
    throw new RuleError({
      value: text,
      rule: 'a duration is a whole number of m (minutes), h, d (24 h) or w, at most a thousand years',
      remedy: 'write it like 30m, 48h, 7d or 2w',
    });
  }
  return ms;
}

/**
 * Reads an ISO 8601 duration in weeks, days, hours, minutes and seconds, all whole: `P7D`, `PT48H`, `P1DT2H`, `P2W`.
 *
 * @returns milliseconds
 * @throws RuleError; years and months are refused because their length depends on where they begin
 */
export function isoDuration(text: string): number {
  const parts = isoForm.exec(text);
  const ms = parts ? isoUnits.reduce((sum, unit, at) => sum + unit * Number(parts[at + 1] ?? 0), 0) : Number.NaN;
  if (!(ms <= longest)) throw refusal(text);
  return ms;
}

function refusal(text: string): RuleError {
  if (/^P[\dW.,]*\d[.,]?\d*[YM]/.test(text)) {
    return new RuleError({
      value: text,
      rule: 'a duration has no years or months, whose length varies',
      remedy: 'write it in days, such as P30D or P365D',
    });
  }
  if (/^P.*\d[.,]\d/.test(text)) {
    return new RuleError({
      value: text,
      rule: 'the numbers of a duration are whole',
      remedy: 'write the fraction in a smaller unit, such as P1DT12H for a day and a half',
    });
  }
  return new RuleError({
    value: text,
    rule: 'a duration is ISO 8601 in weeks, days, hours, minutes and seconds, at most a thousand years',
    remedy: 'write it like P7D, PT48H, P1DT2H or P2W',
  });
}

/**
 * Writes a duration as ISO 8601 in hours, minutes and seconds: `PT48H`. Rounded up to whole seconds.
 *
 * @param ms milliseconds, not negative
 */
export function toIsoDuration(ms: number): string {
  const seconds = Math.ceil(ms / second);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const text = `${h ? `${h}H` : ''}${m ? `${m}M` : ''}${s ? `${s}S` : ''}`;
  return `PT${text || '0S'}`;
}
