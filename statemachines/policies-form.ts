import { type Channel, channels, type Purpose, purposes } from '../lib/domain/channel.ts';
import { type Basis, bases } from '../lib/domain/consent.ts';
import { journeyDuration } from '../lib/domain/duration.ts';
import { type Closure, closures } from '../lib/domain/policies/closures.ts';
import { laws, presets } from '../lib/domain/policies/index.ts';
import type { Jurisdiction } from '../lib/domain/policies/jurisdiction.ts';
import type { Policy, Predicate } from '../lib/domain/policies/policy.ts';
import { RuleError } from '../lib/domain/rule-error.ts';
import { weekOf } from '../lib/domain/window.ts';
import { type Hours, rangesOf } from './hours.ts';
import type { Duration } from './journey.ts';

/** What a program adds to the rows of law, and which of those it takes on itself not to keep. docs/rules.md lists all. */
export interface PoliciesForm {
  /** Presets to switch on, by id. */
  readonly presets?: readonly string[];
  /** Rows of your own: they only ever make things stricter. */
  readonly rows?: readonly PolicyForm[];
  /** Rows of law that do not hold for you, and why: ask counsel first. */
  readonly overrides?: readonly { readonly row: string; readonly reason: string }[];
}

export interface PolicyForm {
  /** Kebab case; decisions name it. */
  readonly id: string;
  readonly title: string;
  /** ISO 3166 codes of countries and regions, `['MX', 'US-CT']`, or everywhere. */
  readonly jurisdiction: Jurisdiction;
  readonly channels: readonly Channel[];
  /** @default ['marketing'] */
  readonly purposes?: readonly Purpose[];
  readonly predicate: PredicateForm;
  /** Days, `2027-09-01`. */
  readonly from?: string;
  readonly until?: string;
  /** Where it is written. */
  readonly source: string;
}

export type PredicateForm =
  | { readonly kind: 'consent'; readonly anyOf: readonly Basis[] }
  | { readonly kind: 'expiry'; readonly basis: Basis; readonly after: Duration }
  | { readonly kind: 'window'; readonly hours: Hours | readonly Hours[]; readonly closed?: Closure }
  | { readonly kind: 'cap'; readonly max: number; readonly per: Duration; readonly of: 'subject' | 'person' }
  | { readonly kind: 'never' };

/** @throws RuleError for whatever does not name a row, or is none */
export function readPolicies({ presets: wanted = [], rows = [], overrides = [] }: PoliciesForm = {}): Policy[] {
  const on = wanted.map(
    (id) => presets.find((preset) => preset.id === id) ?? refuse(id, `a preset is ${oneOf(presets)}`, 'correct it'),
  );
  for (const override of overrides) checkOverride(override);
  const off = new Set(overrides.map(({ row }) => row));
  const taken = new Set([...laws, ...presets].map(({ id }) => id));
  const own = rows.map((row) => {
    if (taken.has(row.id)) refuse(row.id, 'a row has an id of its own', 'rename it');
    taken.add(row.id);
    return readRow(row);
  });
  return [...laws.filter(({ id }) => !off.has(id)), ...on, ...own];
}

const deciding = laws.filter(({ predicate }) => predicate.kind !== 'kept');

function checkOverride({ row, reason }: { readonly row: string; readonly reason: string }): void {
  if (!deciding.some(({ id }) => id === row)) {
    refuse(row, `an override names a row of law that decides: ${oneOf(deciding)}`, 'correct it, or remove it');
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    refuse(
      { row, reason },
      'an override says why the row does not hold for you',
      'write the reason, after asking counsel',
    );
  }
}

function readRow(form: PolicyForm): Policy {
  const { id, title, source, jurisdiction, channels: on, purposes: of = ['marketing'], from, until } = form;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    refuse(id, 'the id of a row is in kebab case', 'write it like mx-sms-hours');
  for (const [word, text] of Object.entries({ title, source })) {
    if (typeof text !== 'string' || text.trim() === '') refuse({ id, [word]: text }, `a row has a ${word}`, 'write it');
  }
  checkPlaces(id, jurisdiction);
  checkList(id, 'channels', on, channels);
  checkList(id, 'purposes', of, purposes);
  for (const day of [from, until]) if (day !== undefined) checkDay(id, day);
  return {
    id,
    title,
    jurisdiction,
    channels: on,
    purposes: of,
    predicate: readPredicate(id, form.predicate),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    source,
    certainty: 'sure',
  };
}

function readPredicate(id: string, form: PredicateForm): Predicate {
  switch (form.kind) {
    case 'consent':
      checkList(id, 'anyOf', form.anyOf, bases);
      return form;
    case 'expiry':
      checkList(id, 'basis', [form.basis], bases);
      return { kind: 'expiry', basis: form.basis, afterMs: lasting(id, form.after) };
    case 'window': {
      const open = rangesOf(form.hours);
      if (weekOf(open).length === 0) refuse({ id, hours: form.hours }, 'a window opens at some time', 'write hours');
      if (form.closed !== undefined) checkList(id, 'closed', [form.closed], closures);
      return { kind: 'window', open, ...(form.closed !== undefined && { closed: form.closed }) };
    }
    case 'cap':
      if (!Number.isInteger(form.max) || form.max < 1)
        refuse({ id, max: form.max }, 'max is a whole number from 1', 'correct it');
      checkList(id, 'of', [form.of], ['subject', 'person']);
      return { kind: 'cap', max: form.max, perMs: lasting(id, form.per), of: form.of };
    case 'never':
      return form;
    default:
      return refuse(form, 'a predicate is of kind consent, expiry, window, cap or never', 'write one of them');
  }
}

function lasting(id: string, text: string): number {
  const ms = journeyDuration(text);
  return ms > 0 ? ms : refuse({ id, duration: text }, 'a row counts over some time', 'write it like 24h');
}

function checkPlaces(id: string, jurisdiction: Jurisdiction): void {
  if (jurisdiction === 'everywhere') return;
  const wrong = jurisdiction.find((place) => !/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place));
  if (jurisdiction.length === 0 || wrong !== undefined) {
    refuse(
      { id, jurisdiction: wrong ?? jurisdiction },
      'a jurisdiction is ISO 3166 codes, or everywhere',
      'write it like DE or US-TX',
    );
  }
}

function checkDay(id: string, day: string): void {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(day) && day.length === 'YYYY-MM-DD'.length) return;
  refuse({ id, day }, 'from and until are days', 'write it like 2027-09-01');
}

function checkList(id: string, word: string, given: readonly string[], known: readonly string[]): void {
  const wrong = given.find((each) => !known.includes(each));
  if (given.length > 0 && wrong === undefined) return;
  refuse({ id, [word]: wrong ?? given }, `${word}: one of ${known.join(', ')}`, 'name one at least');
}

const oneOf = (rows: readonly Policy[]): string => `one of ${rows.map(({ id }) => id).join(', ')}`;

function refuse(value: unknown, rule: string, remedy: string): never {
  throw new RuleError({ value, rule, remedy });
}
