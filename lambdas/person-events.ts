import * as z from 'zod/mini';
import { channels, purposes } from '../lib/domain/channel.ts';
import { bases } from '../lib/domain/consent.ts';
import { readCountry, readRegion } from '../lib/domain/events/country.ts';
import { readEmail } from '../lib/domain/events/email.ts';
import { readLocale } from '../lib/domain/events/locale.ts';
import { readPhone } from '../lib/domain/events/phone.ts';
import { mostTokens, readToken, scoreRule, tokenRule } from '../lib/domain/events/profile-fields.ts';
import type { Reading, RefusedField } from '../lib/domain/events/reading.ts';
import { readStorable } from '../lib/domain/events/storable.ts';
import { readZone } from '../lib/domain/events/zone-name.ts';
import { type AddressedChannel, addressedChannels } from '../lib/domain/profile.ts';

const removable = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));
const atMost = (length: number, rule: string) => z.string(rule).check(z.maxLength(length, rule));
const oneOf = <const T extends readonly string[]>(known: T) => z.enum(known, `must be one of ${known.join(', ')}`);

/** A text by the rules of `lib/domain/events`: what is parsed is what is stored. */
const read = (rule: string, reader: (told: unknown) => Reading<string>) =>
  z.pipe(
    z.string(rule),
    z.transform((told: string, context) => {
      const reading = reader(told);
      if ('value' in reading) return reading.value;
      context.issues.push({ code: 'custom', message: reading.rule, input: told });
      return z.NEVER;
    }),
  );

const phone = read('a phone number is E.164, like +4915112345678', readPhone);
const token = z
  .object({ platform: z.enum(['fcm', 'apns'], tokenRule), token: atMost(4096, tokenRule) }, tokenRule)
  .check(z.refine((told) => 'value' in readToken(told), tokenRule));
const tokens = (field: string) =>
  z
    .array(token, `${field} is a list of tokens`)
    .check(z.maxLength(mostTokens, `${field} holds at most ${mostTokens} tokens`));
const storableRule = 'a trait is JSON of at most 32 KB; numbers lie within ±9007199254740991';

/**
 * `profile.updated`, as its schema has it: only what is named changes, `null` removes. Other fields are the app's own and
 * are left alone. Events are read by `readProfileFields`, which leaves out what breaks its rule and keeps the rest.
 */
export const profileUpdated = z.object({
  email: removable(read('an email address is like a@example.com', readEmail)),
  phone: removable(phone),
  whatsapp: removable(phone),
  push: removable(tokens('push')),
  /** Beside those that are known: of whoever knows one device, not all of them. */
  addPush: z.optional(tokens('addPush')),
  timezone: removable(read('a time zone is an IANA name, like Europe/Berlin', readZone)),
  locale: removable(read('a locale is BCP 47, like de-AT', readLocale)),
  country: removable(read('a country is ISO 3166-1, like DE', readCountry)),
  region: removable(read('a region is ISO 3166-2, like US-FL', readRegion)),
  traits: removable(
    z
      .record(z.string(), z.unknown(), 'traits is an object')
      .check(z.refine((traits) => Object.values(traits).every((each) => 'value' in readStorable(each)), storableRule)),
  ),
});

const score = z.number(scoreRule).check(z.minimum(0, scoreRule), z.maximum(1, scoreRule));

/** `score.updated`, as its schema has it; a score that breaks its rule is left out. */
export const scoreUpdated = z.object({ scores: z.record(z.string(), z.nullable(score), 'scores is an object') });

/** What of `score.updated` is needed: each score is read by itself. */
export const scoresThere = z.object({ scores: z.record(z.string(), z.unknown(), 'scores is an object') });

const kinds = ['displayed', 'opened', 'clicked', 'dismissed'] as const;

/** `touch.engaged`. */
export const touchEngaged = z.looseObject({
  touchId: atMost(256, 'must be the touchId that the message carried'),
  kind: z.enum(kinds, `must be one of ${kinds.join(', ')}`),
});

const addressRule = 'address is the email address, or the phone number in E.164, that bounced';

/** An address in the one spelling that it has here. */
export const readAddress = (channel: AddressedChannel, told: unknown): Reading<string> =>
  channel === 'email' ? readEmail(told) : readPhone(told);

/** Puts the address of an event into the one spelling that it has here, or refuses it. */
function inOneSpelling<T extends { readonly channel: AddressedChannel; readonly address: string }>(
  told: T,
  context: { readonly issues: unknown[] },
): T {
  const reading = readAddress(told.channel, told.address);
  if ('value' in reading) return { ...told, address: reading.value };
  context.issues.push({ code: 'custom', message: reading.rule, input: told.address, path: ['address'] });
  return z.NEVER;
}

/** `address.suppressed`: another tool proved that an address cannot be reached. */
export const addressSuppressed = z.pipe(
  z.object({
    channel: oneOf(addressedChannels),
    address: z.string(addressRule),
    reason: z.literal('bounced', 'reason is bounced; a no is told by consent.changed'),
  }),
  z.transform((told, context) => inOneSpelling(told, context)),
);

const reasonRule = 'reason is a text of 1 to 500 characters: why it may be written to again';
const byRule = 'by is a text of 1 to 200 characters: who decided it';

/** `address.reinstated`: somebody decided that an address may be written to again. */
export const addressReinstated = z.pipe(
  z.object({
    channel: oneOf(addressedChannels),
    address: z.string('address is the email address, or the phone number in E.164, that is reinstated'),
    reason: atMost(500, reasonRule).check(z.minLength(1, reasonRule)),
    by: atMost(200, byRule).check(z.minLength(1, byRule)),
    evidence: z.optional(
      atMost(1000, 'evidence is a text of at most 1000 characters: where it can be shown, such as a ticket'),
    ),
  }),
  z.transform((told, context) => inOneSpelling(told, context)),
);

/** `user.erased` says nothing but who. */
export const userErased = z.object({});

const evidenceRule = {
  source: 'source is a text of at most 500 characters',
  wording: 'wording is a text of at most 5000 characters',
};
const evidence = { source: atMost(500, evidenceRule.source), wording: atMost(5000, evidenceRule.wording) };
const statement = {
  channel: oneOf(channels),
  purpose: z._default(oneOf(purposes), 'marketing'),
  source: z.optional(evidence.source),
  wording: z.optional(evidence.wording),
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

/**
 * The detail of `consent.changed` without what is said beside the statement and cannot be kept, so that no no is lost over a
 * long text. What the statement means stays, to be refused by its rule.
 */
export function withoutUnreadableEvidence(detail: Readonly<Record<string, unknown>>) {
  const refused: RefusedField[] = [];
  const kept = Object.entries(detail).filter(([field, told]) => {
    if (field !== 'source' && field !== 'wording') return true;
    if (z.safeParse(evidence[field], told).success) return true;
    // Null is nothing.
    if (told !== null) refused.push({ field, rule: evidenceRule[field] });
    return false;
  });
  return { detail: Object.fromEntries(kept), refused };
}

/** A yes counts from when it was given: one whose time cannot be read could outvote a later no. */
export const isUndatedYes = (detail: Readonly<Record<string, unknown>>, refused: readonly RefusedField[]): boolean =>
  detail.status === 'granted' && refused.some(({ field }) => field === 'occurredAt');
