import type { EmailLayout } from '../lib/content/catalog.ts';
import type { Cap } from '../lib/domain/cap.ts';
import { type Channel, channels, type Purpose } from '../lib/domain/channel.ts';
import { journeyDuration } from '../lib/domain/duration.ts';
import type { Measuring } from '../lib/domain/measuring.ts';
import type { Program } from '../lib/domain/program.ts';
import { type OpenRange, type Weekday, weekdays } from '../lib/domain/window.ts';
import type { AnyCap } from './any-journey.ts';
import type { CapForm, Duration, LocalTime } from './journey.ts';
import { readMeasuring } from './measuring-form.ts';

/** What a person writes of a program; `defineProgram` makes of it what compiler and engine read. */
export interface ProgramForm extends Measuring {
  readonly company: Company;
  /** BCP 47 tag of a person whose locale is unknown. */
  readonly locale: string;
  /** IANA zone of a person whose own is unknown and cannot be told from the country. */
  readonly timezone: string;
  /** Limits on marketing, over all journeys. */
  readonly caps: readonly CapForm[];
  /** When marketing may speak, local time; a channel that is not named may always. */
  readonly windows: Readonly<Partial<Record<Channel, Hours | readonly Hours[]>>>;
  /** People who would all wake at one instant are spread forward over this long. */
  readonly spread: Duration;
  /** Who delivers, first choice first; a channel that is not named cannot be used. */
  readonly providers: Readonly<Partial<Record<Channel, readonly string[]>>>;
  readonly emailLayouts: EmailLayouts;
}

/** Who speaks: in the footer of every email, and to templates as `company`. */
export interface Company {
  readonly name: string;
  readonly postalAddress: string;
}

/** Open from this local time up to but not including that one. */
export interface Hours {
  /** @default every day */
  readonly days?: readonly Weekday[];
  readonly from: LocalTime;
  readonly to: LocalTime;
}

/** The frames of emails, by purpose and locale. */
export type EmailLayouts = Readonly<Record<Purpose, Readonly<Record<string, EmailLayout>>>>;

/** The program as everything but the engine reads it: the engine's rules, and who speaks. */
export interface WholeProgram extends Program {
  readonly company: Company;
  readonly emailLayouts: EmailLayouts;
}

/** @throws RuleError for a malformed duration */
export function defineProgram(form: ProgramForm): WholeProgram {
  const { company, locale, timezone, providers, emailLayouts } = form;
  return {
    company,
    locale,
    timezone,
    providers,
    emailLayouts,
    caps: readCaps(form.caps),
    windows: Object.fromEntries(Object.entries(form.windows).map(([channel, hours]) => [channel, rangesOf(hours)])),
    spreadMs: journeyDuration(form.spread),
    ...readMeasuring(form),
  };
}

/** Caps in milliseconds; one for `each` channel becomes five. */
export function readCaps(caps: readonly AnyCap[]): Cap[] {
  return caps.flatMap(({ max, per, channel }) => {
    const cap = { max, perMs: journeyDuration(per) };
    if (channel === undefined) return [cap];
    return channel === 'each' ? channels.map((each) => ({ ...cap, channel: each })) : [{ ...cap, channel }];
  });
}

function rangesOf(hours: Hours | readonly Hours[]): OpenRange[] {
  const list: readonly Hours[] = 'from' in hours ? [hours] : hours;
  return list.map(({ days = weekdays, from, to }) => ({ days, from, to }));
}
