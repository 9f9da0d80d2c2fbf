import { type FilterImplOptions, filters, type Liquid, TypeGuards } from 'liquidjs';
import { rubyFormat } from './date-format.ts';

/** An output that would be a blank, or that nobody can read in a sentence. */
export class UnreadableOutput extends Error {}

/** A result of arithmetic that is no number, as of a division by zero. */
export class ImpossibleNumber extends UnreadableOutput {
  /** The variable that it comes from, such as `user.traits.visits`, where that is certain. */
  readonly variable: string | undefined;

  constructor(problem: string, variable?: string) {
    super(problem);
    this.variable = variable;
  }
}

/** A number as it is printed. @throws ImpossibleNumber for one that is none */
export function finite(value: number, variable?: string): number {
  if (Number.isFinite(value)) return value;
  throw new ImpossibleNumber(`an output is ${value}, which is no number`, variable);
}

/** Liquid's filters as Ruby's Liquid has them, where LiquidJS differs and messages would show it. */
export function registerFilters(engine: Liquid): void {
  for (const name of arithmetic) {
    engine.registerFilter(name, function (this: FilterImpl, ...values: unknown[]) {
      return checked(builtIn(name).apply(this, values), this);
    });
  }
  engine.registerFilter('divided_by', function (this: FilterImpl, value: unknown, by: unknown, whole?: unknown) {
    const isWhole = whole === undefined ? isInteger(value) && isInteger(by) && !isFraction(this) : whole;
    refuseZero(by, this);
    return checked(builtIn('divided_by').call(this, value, by, isWhole), this);
  });
  engine.registerFilter('modulo', function (this: FilterImpl, value: unknown, by: unknown) {
    refuseZero(by, this);
    return checked(builtIn('modulo').call(this, value, by), this);
  });
  engine.registerFilter('date', function (this: FilterImpl, value: unknown, format?: unknown, zone?: unknown) {
    const written = localTime(value);
    const date = builtIn('date').bind(this);
    const inZone = zone ?? (written === null ? zoneIn(this.context.environments) : 0);
    const at = written ?? value;
    if (typeof format !== 'string') return date(at, format, inZone);
    if (format.length > longestFormat) throw new UnreadableOutput('a date has a format that is too long');
    return date(
      at,
      rubyFormat(format, (each) => String(date(at, each, inZone))),
      inZone,
    );
  });
}

/** What a filter is called with, beside its values. */
type FilterImpl = ThisParameterType<Exclude<FilterImplOptions, { readonly handler: unknown }>>;

/** Nobody writes a date in more. */
const longestFormat = 200;

const arithmetic = ['abs', 'at_least', 'at_most', 'ceil', 'floor', 'minus', 'plus', 'times', 'round'] as const;

type Filter = (this: FilterImpl, ...values: unknown[]) => unknown;

function builtIn(name: string): Filter {
  const filter = filters[name];
  if (typeof filter !== 'function') throw new Error(`LiquidJS has no filter ${name}`);
  return filter as Filter;
}

const checked = (result: unknown, filter: FilterImpl): unknown =>
  typeof result === 'number' ? finite(result, argumentOf(filter)) : result;

function refuseZero(by: unknown, filter: FilterImpl): void {
  if (Number(by) !== 0) return;
  throw new ImpossibleNumber(`a number is divided by zero`, argumentOf(filter));
}

/** The variable that a filter is given, if it is one. */
function argumentOf({ token }: FilterImpl): string | undefined {
  const [first] = token.args;
  return first && !Array.isArray(first) && TypeGuards.isPropertyAccessToken(first) ? first.getText() : undefined;
}

const isInteger = (value: unknown): boolean =>
  typeof value === 'number' ? Number.isInteger(value) : typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value);

/** `2.0` is a number with a fraction to whoever writes it so. */
function isFraction({ token }: FilterImpl): boolean {
  const [first] = token.args;
  return (
    first !== undefined && !Array.isArray(first) && TypeGuards.isNumberToken(first) && first.getText().includes('.')
  );
}

/** Where a scope keeps its reader's zone: no template can name a symbol. */
const readerZone = Symbol('time zone of the reader');

/** A scope in which times are the reader's. @param zone IANA, or an offset such as `+05:30` */
export const inZone = (scope: object, zone: string | undefined): object =>
  zone === undefined ? scope : { ...scope, [readerZone]: zone };

const zoneIn = (scope: object): string | number => (scope as { readonly [readerZone]?: string })[readerZone] ?? 0;

/**
 * A date, or a time without its zone, is on nobody's clock but the one that it was written by: it stays as it is written.
 *
 * @returns the instant at which it is so late in UTC; `null` for any other value
 */
function localTime(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const [, day, time = '00:00:00'] =
    /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*$/.exec(value) ?? [];
  return day === undefined ? null : `${day}T${time}Z`;
}
