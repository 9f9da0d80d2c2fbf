import * as z from 'zod/mini';
import { channels, purposes } from '../lib/domain/channel.ts';
import { bases } from '../lib/domain/consent.ts';
import { addressedChannels } from '../lib/domain/profile.ts';
import { isZone } from '../lib/domain/zone.ts';

const removable = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));
const text = (pattern: RegExp, rule: string) => z.string(rule).check(z.regex(pattern, rule));
const atMost = (length: number, rule: string) => z.string(rule).check(z.maxLength(length, rule));
const oneOf = <const T extends readonly string[]>(known: T) => z.enum(known, `must be one of ${known.join(', ')}`);

/** What the database can keep: numbers that JavaScript holds exactly, or fractions that are not vanishingly small. */
const isStorable = (value: unknown): boolean =>
  typeof value === 'number'
    ? value === 0 || (Math.abs(value) <= Number.MAX_SAFE_INTEGER && Math.abs(value) >= 1e-100)
    : typeof value !== 'object' || value === null || Object.values(value).every(isStorable);
const storableRule = 'numbers in traits lie within ±9007199254740991; write larger ones as strings';

const phone = text(/^\+[1-9]\d{6,14}$/, 'a phone number is E.164, like +4915112345678');
const zoneRule = 'a time zone is an IANA name, like Europe/Berlin';
const tokenRule = 'a push token is {platform: "fcm" | "apns", token: string}';
const token = z.object(
  { platform: z.enum(['fcm', 'apns'], tokenRule), token: text(/^[^\s]{1,4096}$/, tokenRule) },
  tokenRule,
);

/** `profile.updated`: only what is named changes, `null` removes. Other fields are the app's own and are left alone. */
export const profileUpdated = z.object({
  email: removable(text(/^(?=.{3,320}$)[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, 'an email address is like a@example.com')),
  phone: removable(phone),
  whatsapp: removable(phone),
  push: removable(z.array(token, 'push is a list of tokens').check(z.maxLength(20, 'push holds at most 20 tokens'))),
  /** Beside those that are known: of whoever knows one device, not all of them. */
  addPush: z.optional(
    z.array(token, 'addPush is a list of tokens').check(z.maxLength(20, 'addPush holds at most 20 tokens')),
  ),
  timezone: removable(z.string(zoneRule).check(z.refine(isZone, zoneRule))),
  locale: removable(text(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a locale is BCP 47, like de-AT')),
  country: removable(text(/^[A-Z]{2}$/, 'a country is ISO 3166-1, like DE')),
  region: removable(text(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'a region is ISO 3166-2, like US-FL')),
  traits: removable(z.record(z.string(), z.unknown(), 'traits is an object').check(z.refine(isStorable, storableRule))),
});

const scoreRule = 'a score is a number from 0 to 1, or null';
const score = z.number(scoreRule).check(z.minimum(0, scoreRule), z.maximum(1, scoreRule));

/** `score.updated`. */
export const scoreUpdated = z.object({ scores: z.record(z.string(), z.nullable(score), 'scores is an object') });

const kinds = ['displayed', 'opened', 'clicked', 'dismissed'] as const;

/** `touch.engaged`. */
export const touchEngaged = z.looseObject({
  touchId: z.string('must be the touchId that the message carried'),
  kind: z.enum(kinds, `must be one of ${kinds.join(', ')}`),
});

const addressRule = 'address is the email address, or the phone number in E.164, that bounced';

/** `address.suppressed`: another tool proved that an address cannot be reached. */
export const addressSuppressed = z.object({
  channel: oneOf(addressedChannels),
  address: text(/^[^\s]{3,320}$/, addressRule),
  reason: z.literal('bounced', 'reason is bounced; a no is told by consent.changed'),
});

const reasonRule = 'reason is a text of 1 to 500 characters: why it may be written to again';
const byRule = 'by is a text of 1 to 200 characters: who decided it';
const evidenceRule = 'evidence is a text of at most 1000 characters: where it can be shown, such as a ticket';

/** `address.reinstated`: somebody decided that an address may be written to again. */
export const addressReinstated = z.object({
  channel: oneOf(addressedChannels),
  address: text(/^[^\s]{3,320}$/, 'address is the email address, or the phone number in E.164, that is reinstated'),
  reason: z.string(reasonRule).check(z.minLength(1, reasonRule), z.maxLength(500, reasonRule)),
  by: z.string(byRule).check(z.minLength(1, byRule), z.maxLength(200, byRule)),
  evidence: z.optional(z.string(evidenceRule).check(z.maxLength(1000, evidenceRule))),
});

/** `user.erased` says nothing but who. */
export const userErased = z.object({});

const statement = {
  channel: oneOf(channels),
  purpose: z._default(oneOf(purposes), 'marketing'),
  source: z.optional(atMost(500, 'source is a text of at most 500 characters')),
  wording: z.optional(atMost(5000, 'wording is a text of at most 5000 characters')),
};

const consentForm = z.discriminatedUnion(
  'status',
  [
    z.object({
      ...statement,
      status: z.literal('granted'),
      basis: oneOf(bases),
      /** True where a platform repeats its record: it adds what was never heard here, and outvotes no no. */
      restated: z.optional(z.boolean('restated is true or false')),
    }),
    z.object({ ...statement, status: z.literal('withdrawn') }),
  ],
  'status is granted or withdrawn',
);

/** `consent.changed`: a yes names its basis, a no needs none. */
export const consentChanged = z.pipe(
  consentForm,
  z.transform(({ source, wording, ...said }) => ({
    ...said,
    ...(source !== undefined && { source }),
    ...(wording !== undefined && { wording }),
  })),
);
