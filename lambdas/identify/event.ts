import * as z from 'zod/mini';
import { channels, purposes } from '../../lib/domain/channel.ts';
import { bases } from '../../lib/domain/consent.ts';
import { isZone } from '../../lib/domain/zone.ts';

const removable = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));
const e164 = z.string().check(z.regex(/^\+[1-9]\d{6,14}$/, 'a phone number is E.164, like +4915112345678'));
const locale = z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a locale is BCP 47, like de-AT'));
const token = z.object({
  platform: z.enum(['fcm', 'apns']),
  token: z.string().check(z.minLength(1), z.maxLength(4_096)),
});

/** `profile.updated`: only what is named changes, `null` removes. Other fields are the app's own and are left alone. */
export const profileUpdated = z.object({
  email: removable(
    z
      .string()
      .check(z.regex(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, 'an email address is like a@example.com'), z.maxLength(320)),
  ),
  phone: removable(e164),
  whatsapp: removable(e164),
  push: removable(z.array(token).check(z.maxLength(20))),
  timezone: removable(z.string().check(z.refine(isZone, 'a time zone is an IANA name, like Europe/Berlin'))),
  locale: removable(locale),
  country: removable(z.string().check(z.regex(/^[A-Z]{2}$/, 'a country is ISO 3166-1, like DE'))),
  region: removable(z.string().check(z.regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'a region is ISO 3166-2, like US-FL'))),
  traits: z.optional(z.record(z.string(), z.unknown())),
});

/** `score.updated`: each between 0 and 1. */
export const scoreUpdated = z.object({
  scores: z.record(z.string(), z.nullable(z.number().check(z.minimum(0), z.maximum(1)))),
});

const statement = {
  channel: z.enum(channels),
  purpose: z._default(z.enum(purposes), 'marketing'),
  source: z.optional(z.string().check(z.maxLength(500))),
  wording: z.optional(z.string().check(z.maxLength(5_000))),
};

const consentForm = z.discriminatedUnion('status', [
  z.object({ ...statement, status: z.literal('granted'), basis: z.enum(bases) }),
  z.object({ ...statement, status: z.literal('withdrawn') }),
]);

/** `consent.changed`: a yes names its basis, a no needs none. */
export const consentChanged = z.pipe(
  consentForm,
  z.transform(({ source, wording, ...said }) => ({
    ...said,
    ...(source !== undefined && { source }),
    ...(wording !== undefined && { wording }),
  })),
);
