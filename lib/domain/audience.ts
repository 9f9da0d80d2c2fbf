import type { Channel } from './channel.ts';
import type { Profile } from './profile.ts';

/** Who a journey speaks to, by what their profile says; an audience that names several things asks for all of them. */
export type Audience = 'everybody' | All | Any | Not | Traits;

interface All {
  readonly all: readonly Audience[];
}
interface Any {
  readonly any: readonly Audience[];
}
interface Not {
  readonly not: Audience;
}

interface Traits {
  /** ISO 3166-1: any of these. */
  readonly country?: readonly string[];
  /** BCP 47: any of these, or a longer form of one: `de` is `de-AT` too. */
  readonly locale?: readonly string[];
  /** Each named trait has one of the values, or lies in the range. */
  readonly traits?: Readonly<Record<string, readonly TraitValue[] | Range>>;
  readonly scores?: Readonly<Record<string, Range>>;
  /** Each named channel has seen them open, click or answer within this time. */
  readonly engaged?: Readonly<Partial<Record<Channel, { readonly withinMs: number }>>>;
  /** Any of these segments of recency, frequency and money. */
  readonly rfm?: readonly string[];
}

export type TraitValue = string | number | boolean;

export interface Range {
  readonly atLeast?: number;
  readonly below?: number;
}

/** What of a profile an audience may ask for; the segment of `rfm` follows from their orders. */
export type Described = Pick<Profile, 'country' | 'locale' | 'traits' | 'scores' | 'engaged'> & {
  readonly rfm?: { readonly segment?: string };
};

/**
 * Whether a person belongs to an audience. What is unknown of them is not so: `not` makes it so.
 *
 * @param now epoch milliseconds
 */
export function belongs(audience: Audience, profile: Described, now: number): boolean {
  if (audience === 'everybody') return true;
  if ('all' in audience) return audience.all.every((each) => belongs(each, profile, now));
  if ('any' in audience) return audience.any.some((each) => belongs(each, profile, now));
  if ('not' in audience) return !belongs(audience.not, profile, now);
  const { country, locale, traits = {}, scores = {}, engaged = {}, rfm } = audience;
  return (
    (!country || isOneOf(country, profile.country)) &&
    (!locale || locale.some((tag) => isForm(profile.locale, tag))) &&
    Object.entries(traits).every(([name, test]) => fits(own(profile.traits, name), test)) &&
    Object.entries(scores).every(([name, range]) => lies(own(profile.scores, name), range)) &&
    Object.entries(engaged).every(([channel, { withinMs }]) => {
      const at = profile.engaged[channel as Channel];
      return at !== undefined && now - at < withinMs;
    }) &&
    (!rfm || rfm.includes(profile.rfm?.segment ?? ''))
  );
}

const isOneOf = (list: readonly string[], value: string | undefined) =>
  value !== undefined && list.some((each) => each.toUpperCase() === value.toUpperCase());

/** `de-AT` is a form of `de`; case and `_` are as people write them. */
function isForm(locale: string | undefined, tag: string): boolean {
  const [mine, wanted] = [locale ?? '', tag].map((each) => each.replaceAll('_', '-').toLowerCase());
  return mine === wanted || (mine ?? '').startsWith(`${wanted}-`);
}

function fits(value: unknown, test: readonly TraitValue[] | Range): boolean {
  return isList(test) ? test.some((each) => each === value) : lies(value, test);
}

function lies(value: unknown, { atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY }: Range) {
  return typeof value === 'number' && value >= atLeast && value < below;
}

const isList = (test: readonly TraitValue[] | Range): test is readonly TraitValue[] => Array.isArray(test);

/** Names of traits and scores come from events: only what a profile itself holds is found. */
const own = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The countries that an audience asks for, in the order written. What `not` names is not for anybody. */
export function countriesOf(audience: Audience): string[] {
  if (audience === 'everybody' || 'not' in audience) return [];
  if ('all' in audience) return unique(audience.all.flatMap(countriesOf));
  if ('any' in audience) return unique(audience.any.flatMap(countriesOf));
  return unique((audience.country ?? []).map((country) => country.toUpperCase()));
}

const unique = (list: readonly string[]): string[] => [...new Set(list)];

/** Paths into a profile that an audience asks for: all that a page of a scan must carry. */
export function askedOf(audience: Audience): string[][] {
  if (audience === 'everybody') return [];
  if ('all' in audience) return audience.all.flatMap(askedOf);
  if ('any' in audience) return audience.any.flatMap(askedOf);
  if ('not' in audience) return askedOf(audience.not);
  const { country, locale, traits = {}, scores = {}, engaged = {}, rfm } = audience;
  return [
    ...(country ? [['country']] : []),
    ...(locale ? [['locale']] : []),
    ...Object.keys(traits).map((name) => ['traits', name]),
    ...Object.keys(scores).map((name) => ['scores', name]),
    // Segment and churn follow from them.
    ...(rfm || 'churn' in scores ? [['orders']] : []),
    ...Object.keys(engaged).map((channel) => ['engaged', channel]),
  ];
}
