import type { ProfileChange, PushToken } from '../profile.ts';
import { readCountry, readRegion } from './country.ts';
import { readEmail } from './email.ts';
import { readLocale } from './locale.ts';
import { readPhone } from './phone.ts';
import { type Reading, type RefusedField, visible } from './reading.ts';
import { nameBreach, readStorable } from './storable.ts';
import { readZone } from './zone-name.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What an event tells about a person: what can be stored of it, and the fields that cannot, each by its own rule. */
export interface ProfileReading {
  readonly change: ProfileChange;
  readonly refused: readonly RefusedField[];
}

const readers = {
  email: readEmail,
  phone: readPhone,
  whatsapp: readPhone,
  timezone: readZone,
  locale: readLocale,
  country: readCountry,
  region: readRegion,
} as const;

/**
 * Reads `profile.updated` and `score.updated`, the same at every door: what is named changes, null removes, and a value that
 * cannot be used costs its own field, token, trait or score, never its neighbours. It never throws. Fields of other
 * names are the app's own and are left alone.
 */
export function readProfileFields(detail: Fields): ProfileReading {
  const refused: RefusedField[] = [];
  const change: Record<string, unknown> = {};
  const take = (field: string, reading: Reading<unknown>) => {
    if ('rule' in reading) refused.push({ field, rule: reading.rule });
    else change[field] = reading.value;
  };
  for (const [field, read] of Object.entries(readers)) {
    const told = own(detail, field);
    if (told === null) change[field] = null;
    else if (told !== undefined) take(field, read(told));
  }
  for (const field of ['push', 'addPush'] as const) {
    const told = own(detail, field);
    if (told === null && field === 'push') change.push = null;
    else if (told !== undefined && told !== null) take(field, readTokens(field, told, refused));
  }
  const traits = own(detail, 'traits');
  if (traits === null) change.traits = null;
  else if (traits !== undefined) take('traits', readNamed('traits', traits, readStorable, refused));
  const scores = own(detail, 'scores');
  if (scores !== undefined) take('scores', readNamed('scores', scores, readScore, refused));
  return { change, refused };
}

const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

export const tokenRule = 'a push token is {platform: "fcm" | "apns", token: string} of at most 4096 characters';
export const mostTokens = 20;

export function readToken(told: unknown): Reading<PushToken> {
  if (typeof told !== 'object' || told === null) return { rule: tokenRule };
  const { platform, token } = told as Fields;
  if ((platform !== 'fcm' && platform !== 'apns') || typeof token !== 'string') return { rule: tokenRule };
  const text = token.length <= 2 * 4096 ? visible(token) : '';
  return /^[\u0021-\u007E]{1,4096}$/.test(text) ? { value: { platform, token: text } } : { rule: tokenRule };
}

/** A list without the tokens that cannot be used. One that has none that can be changes nothing: it would remove all. */
function readTokens(field: string, told: unknown, refused: RefusedField[]): Reading<readonly PushToken[]> {
  if (!Array.isArray(told)) return { rule: `${field} is a list of tokens` };
  const tokens: PushToken[] = [];
  for (const [place, each] of told.slice(0, mostTokens).entries()) {
    const token = readToken(each);
    if ('value' in token) tokens.push(token.value);
    else refused.push({ field: `${field}.${place}`, rule: token.rule });
  }
  const most = `${field} holds at most ${mostTokens} tokens`;
  if (told.length > mostTokens) refused.push({ field: `${field}.${mostTokens}`, rule: most });
  return tokens.length > 0 || told.length === 0
    ? { value: tokens }
    : { rule: `${field} has no token that can be used` };
}

/** An object of which each name has a value of its own; null removes it. */
function readNamed(
  field: 'traits' | 'scores',
  told: unknown,
  read: (value: unknown) => Reading<unknown>,
  refused: RefusedField[],
): Reading<Fields> {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return { rule: `${field} is an object` };
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(told)) {
    const rule = nameBreach(name);
    const reading: Reading<unknown> = rule === undefined ? (value === null ? { value } : read(value)) : { rule };
    if ('rule' in reading) refused.push({ field: `${field}.${name}`, rule: reading.rule });
    else kept.push([name.toWellFormed(), reading.value]);
  }
  return { value: Object.fromEntries(kept) };
}

export const scoreRule = 'a score is a number from 0 to 1, or null';

function readScore(told: unknown): Reading<number> {
  const isScore = typeof told === 'number' && told >= 0 && told <= 1 && 'value' in readStorable(told);
  return isScore ? { value: told } : { rule: scoreRule };
}

/** The field as it is counted and noted: one of the contract's names, whichever trait, score or token it was. */
export const fieldOf = ({ field }: RefusedField): string => field.split('.', 1)[0] ?? '';
