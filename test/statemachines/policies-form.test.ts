// biome-ignore-all format: one refusal a line
import { describe, expect, it } from 'vitest';
import { laws } from '../../lib/domain/policies/index.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';
import { type PoliciesForm, type PolicyForm, readPolicies } from '../../statemachines/policies-form.ts';
import { program } from '../../statemachines/program.ts';
import { defineProgram, type ProgramForm } from '../../statemachines/program-form.ts';
import { everyChannel } from './win-back.ts';

const row: PolicyForm = { id: 'mx-sms-hours', title: 'Mexico', jurisdiction: ['MX'], channels: ['sms'], source: 'house rule', predicate: { kind: 'window', hours: { from: '09:00', to: '20:00' } } };
const ids = (form: PoliciesForm) => readPolicies(form).map(({ id }) => id);
const lawIds = laws.map(({ id }) => id);
const reason = 'counsel: our numbers are landlines';

describe("a program's rows", () => {
  it('are those of law, presets by name, and its own', () => {
    expect(readPolicies()).toEqual(laws);
    expect(ids({ presets: ['de-double-opt-in'], rows: [row] })).toEqual([...lawIds, 'de-double-opt-in', 'mx-sms-hours']);
    expect(readPolicies({ rows: [row] }).at(-1)).toMatchObject({ purposes: ['marketing'], certainty: 'sure', predicate: { kind: 'window', open: [{ from: '09:00', to: '20:00' }] } });
  });

  it('leave a row of law out only by its name and with a reason', () => {
    expect(ids({ overrides: [{ row: 'us-wa-sms-hours', reason }] })).toEqual(lawIds.filter((id) => id !== 'us-wa-sms-hours'));
  });

  it('read durations', () => {
    const expiry: PolicyForm = { ...row, predicate: { kind: 'expiry', basis: 'implied', after: '730d' } };
    const cap: PolicyForm = { ...row, predicate: { kind: 'cap', max: 2, per: '24h', of: 'person' } };
    expect(readPolicies({ rows: [expiry] }).at(-1)?.predicate).toEqual({ kind: 'expiry', basis: 'implied', afterMs: 730 * 86_400_000 });
    expect(readPolicies({ rows: [cap] }).at(-1)?.predicate).toEqual({ kind: 'cap', max: 2, perMs: 86_400_000, of: 'person' });
  });

  it('of the shipped program have the double opt-in of Germany', () => {
    expect(program.policies?.map(({ id }) => id)).toEqual([...lawIds, 'de-double-opt-in']);
  });

  const untyped = (more: object) => ({ rows: [{ ...row, ...more } as PolicyForm] });
  it.each<[string, PoliciesForm, RegExp]>([
    ['an unknown preset', { presets: ['fr'] }, /a preset is one of de-double-opt-in/],
    ['an override of nothing', { overrides: [{ row: 'us-sms', reason }] }, /names a row of law/],
    ['an override of a preset', { overrides: [{ row: 'de-double-opt-in', reason }] }, /names a row of law/],
    ['an override of what is no decision', { overrides: [{ row: 'us-can-spam', reason }] }, /names a row of law that decides/],
    ['an override without a reason', { overrides: [{ row: 'us-sms-hours', reason: ' ' }] }, /says why/],
    ['an own row under the name of a law', untyped({ id: 'us-sms-hours' }), /id of its own/],
    ['an own row under the name of a preset', untyped({ id: 'de-double-opt-in' }), /id of its own/],
    ['two rows of one name', { rows: [row, row] }, /id of its own/],
    ['an id with spaces', untyped({ id: 'Mexico SMS' }), /kebab/],
    ['no source', untyped({ source: '' }), /has a source/],
    ['a place that is no code', untyped({ jurisdiction: ['Mexico'] }), /ISO 3166/],
    ['no place', untyped({ jurisdiction: [] }), /ISO 3166/],
    ['no channel', untyped({ channels: [] }), /channels: one of/],
    ['an unknown channel', untyped({ channels: ['fax'] }), /channels: one of/],
    ['an unknown purpose', untyped({ purposes: ['fun'] }), /purposes: one of/],
    ['an unknown basis', untyped({ predicate: { kind: 'consent', anyOf: ['nod'] } }), /anyOf: one of/],
    ['no basis', untyped({ predicate: { kind: 'consent', anyOf: [] } }), /anyOf: one of/],
    ['an expiry of nothing', untyped({ predicate: { kind: 'expiry', basis: 'implied', after: '0d' } }), /over some time/],
    ['hours that end before they begin', untyped({ predicate: { kind: 'window', hours: { from: '21:00', to: '08:00' } } }), /after it begins/],
    ['no hours', untyped({ predicate: { kind: 'window', hours: [] } }), /opens at some time/],
    ['an unknown closure', untyped({ predicate: { kind: 'window', hours: { from: '08:00', to: '20:00' }, closed: 'sundays' } }), /closed: one of/],
    ['a cap of none', untyped({ predicate: { kind: 'cap', max: 0, per: '1d', of: 'person' } }), /whole number from 1/],
    ['an unknown kind', untyped({ predicate: { kind: 'maybe' } }), /of kind consent/],
    ['a day that is none', untyped({ from: '2027-02-30' }), /are days/],
  ])('refuse %s', (_, form, rule) => {
    expect(() => readPolicies(form)).toThrow(RuleError);
    expect(() => readPolicies(form)).toThrow(rule);
  });
});

describe('a program', () => {
  const define = (more: Partial<ProgramForm>) => defineProgram({ company: everyChannel.company, emailLayouts: everyChannel.emailLayouts, locale: 'en', timezone: 'UTC', caps: [], windows: {}, spread: '10m', providers: {}, ...more });

  it('keeps how many messages a mailbox may turn away, or five within two weeks', () => {
    const dayMs = 86_400_000;
    expect(define({}).softBounces).toEqual({ max: 5, withinMs: 14 * dayMs });
    expect(define({ softBounces: { max: 3, within: '7d' } }).softBounces).toEqual({ max: 3, withinMs: 7 * dayMs });
    for (const max of [0, 2.5, 51]) expect(() => define({ softBounces: { max, within: '7d' } })).toThrow(/from 1 to 50/);
  });

  it('keeps what it says of topics, holdouts and registrations', () => {
    const said = { topics: { tips: { en: 'Tips' } }, holdouts: { global: 0.05, channels: { sms: 0.1 } }, sms: { india: { entity: '1101', header: 'ACMECO' } } };
    expect(define(said)).toMatchObject(said);
  });

  it.each<[string, Partial<ProgramForm>, RegExp]>([
    ['a topic without the text of its own language', { topics: { tips: { de: 'Tipps' } } }, /a text in en/],
    ['a topic with a name that is none', { topics: { 'Our tips': { en: 'x' } } }, /kebab/],
    ['a holdout of everybody', { holdouts: { global: 1 } }, /a holdout is a share/],
    ['a holdout of a channel that does not exist', { holdouts: { channels: { fax: 0.1 } as never } }, /a channel is/],
    ['SMS to India without a header', { sms: { india: { entity: '1101', header: '' } } }, /registered entity/],
  ])('refuses %s', (_, more, rule) => {
    expect(() => define(more)).toThrow(rule);
  });
});
