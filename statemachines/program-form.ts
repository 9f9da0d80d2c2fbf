import type { EmailLayout } from '../lib/content/catalog.ts';
import type { Cap } from '../lib/domain/cap.ts';
import { type Channel, channels, type Purpose } from '../lib/domain/channel.ts';
import type { AliveRules } from '../lib/domain/churn.ts';
import { defaultPatience, type Patience } from '../lib/domain/delivery/patience.ts';
import { dayMs, journeyDuration } from '../lib/domain/duration.ts';
import type { IngestRules } from '../lib/domain/ingest/mapping.ts';
import { defaultSoftBounces, type SoftBounceRule } from '../lib/domain/mailbox/soft-bounces.ts';
import type { Measuring } from '../lib/domain/measuring.ts';
import type { Holdouts, Program, SmsRegistrations } from '../lib/domain/program.ts';
import { defaultQuotas, type Quotas } from '../lib/domain/rate-plan.ts';
import { RuleError } from '../lib/domain/rule-error.ts';
import type { AnyCap } from './any-journey.ts';
import type { EventName, FieldOfKind } from './events.ts';
import { type Hours, rangesOf } from './hours.ts';
import type { CapForm, Duration } from './journey.ts';
import { readMeasuring } from './measuring-form.ts';
import { type PoliciesForm, readPolicies } from './policies-form.ts';
import { type ProgramTexts, type ProgramTextsForm, readTexts } from './program-texts.ts';
import { defaultReplies, type Replies } from './replies.ts';
import type { Topics } from './topics.ts';

export type { Hours } from './hours.ts';

/** What a person writes of a program; `defineProgram` makes of it what compiler and engine read. */
export interface ProgramForm extends ProgramTextsForm, Measuring {
  readonly company: Company;
  /** BCP 47 tag of a person whose locale is unknown. */
  readonly locale: string;
  /** IANA zone of a person whose own is unknown and cannot be told from the country. */
  readonly timezone: string;
  /** Limits on marketing, over all journeys. */
  readonly caps: readonly CapForm[];
  /** When marketing may speak, local time; a channel that is not named may always. */
  readonly windows: Readonly<Partial<Record<Channel, Hours | readonly Hours[]>>>;
  /** Beside the rows of law, which always hold: docs/rules.md. */
  readonly policies?: PoliciesForm;
  /** What the marketing is about, for people who want less of it. */
  readonly topics?: Topics;
  /** Shares of people who get no marketing, or none on a channel, so that the whole can be measured. */
  readonly holdouts?: Holdouts;
  /** What is registered for SMS, where that is asked for. */
  readonly sms?: SmsRegistrations;
  /** People who would all wake at one instant are spread forward over this long. */
  readonly spread: Duration;
  /**
   * How long a message is tried again while no provider takes it; then it is given up. Marketing also ends with its run's
   * goal: docs/operate.md.
   *
   * @default { transactional: '24h', marketing: '6h' }
   */
  readonly patience?: Readonly<Partial<Record<Purpose, Duration>>>;
  /** Who delivers, first choice first; a channel that is not named cannot be used. */
  readonly providers: Readonly<Partial<Record<Channel, readonly string[]>>>;
  /** What a message costs beside those of other channels, 0 to 1, where a step chooses its channel: `{ sms: 0.5 }`. */
  readonly costs?: Program['costs'];
  /** How many messages a second a provider carries, where a launch must know: `{ email: { ses: 500 } }`. */
  readonly rates?: Rates;
  /** What AWS allows this account, where it is more, or less, than what it allows any. */
  readonly quotas?: Partial<Quotas>;
  readonly emailLayouts: EmailLayouts;
  /** Names of transactional journeys that still reach somebody who reported a message of ours as spam: what they cannot do without. */
  readonly indispensable?: readonly string[];
  /** Whether an email that a machine opened (Apple's Mail Privacy Protection opens all) counts as opened. @default "ignore" */
  readonly machineOpens?: 'ignore' | 'count';
  /**
   * An email address that turned so many messages away in a row, within this time, is written to no more until its person
   * opens or clicks, or somebody reinstates it. @default { max: 5, within: '14d' }
   */
  readonly softBounces?: { readonly max: number; readonly within: Duration };
  /** What somebody is answered who texts STOP, START or HELP, by locale, beside the words there are in English and German. */
  readonly replies?: Replies;
  /** What names of events and consent categories mean that Segment or mParticle send. @default none: an event is called as in events.ts */
  readonly ingest?: Partial<IngestRules> & { readonly events?: Readonly<Record<string, EventName>> };
  /** What a purchase is: recency, frequency and money of each person come of it, and their churn score: docs/scores.md. */
  readonly orders?: OrdersForm;
  /** What `polyphony fit` says of your own orders. @default the fit on CDNOW's customers */
  readonly alive?: AliveRules;
}

/** The event that is an order, and the number in it that the order comes to. */
export type OrdersForm = {
  readonly [E in EventName]: { readonly on: E; readonly value?: FieldOfKind<E, 'number'> };
}[EventName];

export type Rates = Readonly<Partial<Record<Channel, Readonly<Record<string, number>>>>>;

/** Who speaks: in the footer of every email, and to templates as `company`. */
export interface Company {
  readonly name: string;
  readonly postalAddress: string;
}

/** The frames of emails, by purpose and locale. */
export type EmailLayouts = Readonly<Record<Purpose, Readonly<Record<string, EmailLayout>>>>;

/** The program as everything but the engine reads it: the engine's rules, and who speaks. */
export interface WholeProgram extends Program, ProgramTexts {
  readonly company: Company;
  readonly emailLayouts: EmailLayouts;
  readonly topics: Topics;
  readonly rates: Rates;
  readonly quotas: Quotas;
  readonly replies: Replies;
  readonly ingest: IngestRules;
}

/** @throws RuleError for a malformed duration, row, share, topic, registration, host or number */
export function defineProgram(form: ProgramForm): WholeProgram {
  const {
    company,
    locale,
    timezone,
    providers,
    emailLayouts,
    topics = {},
    holdouts,
    sms,
    rates = {},
    costs = {},
    machineOpens = 'ignore',
    replies = {},
    orders,
    alive,
    indispensable = [],
  } = form;
  if (alive) checkAlive(alive);
  const quotas = { ...defaultQuotas, ...form.quotas };
  checkLoad({ rates, quotas, costs });
  checkTopics(topics, locale);
  if (holdouts) checkHoldouts(holdouts);
  if (sms?.india && !(sms.india.entity && sms.india.header)) {
    refuse(sms.india, 'SMS to India names a registered entity and header', 'write both, or leave india out');
  }
  return {
    company,
    locale,
    timezone,
    providers,
    emailLayouts,
    ingest: { events: {}, consent: {}, ...form.ingest },
    caps: readCaps(form.caps),
    windows: Object.fromEntries(Object.entries(form.windows).map(([channel, hours]) => [channel, rangesOf(hours)])),
    spreadMs: journeyDuration(form.spread),
    patience: readPatience(form.patience),
    policies: readPolicies(form.policies),
    topics,
    rates,
    quotas,
    ...(holdouts && { holdouts }),
    ...(sms && { sms }),
    costs,
    ...readTexts(form),
    machineOpens,
    indispensable,
    softBounces: readSoftBounces(form.softBounces),
    ...(orders && { orders }),
    ...(alive && { alive }),
    replies: { ...defaultReplies, ...replies },
    ...readMeasuring(form),
  };
}

/** A year is as long as an execution lives; a fortnight leaves its steps room, and no message makes sense for longer. */
const longestPatienceMs = 14 * dayMs;

function readPatience(form: ProgramForm['patience'] = {}): Patience {
  const given = Object.entries(form).map(([purpose, duration]) => {
    if (!(purpose in defaultPatience)) {
      refuse({ [purpose]: duration }, 'patience is by purpose: transactional or marketing', 'correct the name');
    }
    const ms = journeyDuration(duration);
    if (!(ms > 0 && ms <= longestPatienceMs)) {
      refuse({ [purpose]: duration }, 'a patience is longer than 0 and at most 14d', 'write it like 6h or 24h');
    }
    return [purpose, ms];
  });
  return { ...defaultPatience, ...Object.fromEntries(given) };
}

function readSoftBounces(given: ProgramForm['softBounces']): SoftBounceRule {
  if (!given) return defaultSoftBounces;
  if (!(Number.isInteger(given.max) && given.max >= 1 && given.max <= 50)) {
    refuse(given.max, 'softBounces.max is a whole number from 1 to 50', 'write it like 5');
  }
  return { max: given.max, withinMs: journeyDuration(given.within) };
}

function checkAlive({ unit, ...params }: AliveRules): void {
  if (unit !== 'week' && unit !== 'day') refuse(unit, 'the unit of alive is week or day', 'write that of the fit');
  if (!Object.values(params).every((value) => Number.isFinite(value) && value > 0)) {
    refuse(params, 'r, alpha, a and b are above 0', 'write what `polyphony fit` prints');
  }
}

function checkLoad({ rates, quotas, costs }: Required<Pick<WholeProgram, 'rates' | 'quotas' | 'costs'>>): void {
  for (const [name, value] of [...Object.values(rates), quotas].flatMap((each) => Object.entries(each))) {
    if (!(Number.isFinite(value) && value > 0)) {
      refuse({ [name]: value }, 'a rate or a quota is a number above 0', 'write it like 500');
    }
  }
  for (const [channel, cost] of Object.entries(costs)) {
    if (!(cost >= 0 && cost <= 1)) {
      refuse({ [channel]: cost }, 'a cost is between 0 and 1', 'write it beside the dearest, which is 1');
    }
  }
}

function checkTopics(topics: Topics, locale: string): void {
  for (const [name, texts] of Object.entries(topics)) {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) refuse(name, 'the name of a topic is in kebab case', 'write it like tips');
    if (!texts[locale]) refuse({ [name]: texts }, `a topic has a text in ${locale}`, 'write it');
  }
}

/** @throws RuleError for a share that is none, or a channel that does not exist */
export function checkHoldouts({ global, channels: byChannel = {} }: Holdouts): void {
  for (const channel of Object.keys(byChannel)) {
    if (!channels.some((known) => known === channel)) {
      refuse(channel, `a channel is one of ${channels.join(', ')}`, 'correct it');
    }
  }
  for (const share of [global, ...Object.values(byChannel)]) {
    if (share !== undefined && !(share >= 0 && share < 1)) {
      refuse(share, 'a holdout is a share from 0 up to but not including 1', 'write it like 0.05');
    }
  }
}

function refuse(value: unknown, rule: string, remedy: string): never {
  throw new RuleError({ value, rule, remedy });
}

/** Caps in milliseconds; one for `each` channel becomes five. */
export function readCaps(caps: readonly AnyCap[]): Cap[] {
  return caps.flatMap(({ max, per, channel }) => {
    const cap = { max, perMs: journeyDuration(per) };
    if (channel === undefined) return [cap];
    return channel === 'each' ? channels.map((each) => ({ ...cap, channel: each })) : [{ ...cap, channel }];
  });
}
