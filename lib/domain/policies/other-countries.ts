import { weekdays } from '../window.ts';
import { anyBasis, explicit } from './bases.ts';
import type { Policy } from './policy.ts';

const marketing = ['marketing'] as const;
const dayMs = 86_400_000;
/** The shortest that two years and six months can be. */
const [twoYearsMs, sixMonthsMs] = [730 * dayMs, 181 * dayMs];

const casl = {
  jurisdiction: ['CA'],
  channels: ['email', 'sms', 'whatsapp'],
  purposes: marketing,
  source: "Canada's Anti-Spam Legislation, s. 10",
  certainty: 'sure',
} as const;
const india = { jurisdiction: ['IN'], channels: ['sms'], purposes: marketing, certainty: 'conflicting' } as const;

export const otherCountryRows: readonly Policy[] = [
  {
    id: 'ca-implied-inquiry',
    title: 'Canada: implied consent ends 6 months after an inquiry, taken for every one that is not a purchase',
    ...casl,
    predicate: { kind: 'expiry', basis: 'implied', afterMs: sixMonthsMs },
  },
  {
    id: 'ca-implied-purchase',
    title: "Canada: a customer's implied consent (soft opt-in) ends 2 years after the purchase",
    ...casl,
    predicate: { kind: 'expiry', basis: 'soft_opt_in', afterMs: twoYearsMs },
  },
  {
    id: 'br-consent',
    title: 'Brazil: consent is specific and provable',
    jurisdiction: ['BR'],
    channels: ['email', 'push', 'sms', 'whatsapp'],
    purposes: marketing,
    predicate: { kind: 'consent', anyOf: explicit },
    source: 'LGPD, Arts. 8, 18',
    certainty: 'sure',
  },
  {
    id: 'br-revocation',
    title: 'Brazil: consent is revoked freely and at no cost',
    jurisdiction: ['BR'],
    channels: ['email', 'push', 'sms', 'whatsapp', 'inapp'],
    purposes: marketing,
    predicate: { kind: 'kept', by: 'unsubscribing', how: 'one click, no login' },
    source: 'LGPD, Arts. 8, 18',
    certainty: 'sure',
  },
  {
    id: 'in-sms-hours',
    title: 'India: promotional SMS from 10:00 to 21:00',
    ...india,
    predicate: { kind: 'window', open: [{ days: weekdays, from: '10:00', to: '21:00' }] },
    source: 'TCCCPR 2018',
  },
  {
    id: 'in-sms-registration',
    title: 'India: promotional SMS with a registered header and template',
    ...india,
    predicate: { kind: 'registration', needs: 'sms.india' },
    source: 'TCCCPR 2018',
  },
  {
    id: 'au-consent',
    title: 'Australia: consent, express or inferred',
    jurisdiction: ['AU'],
    channels: ['email', 'sms', 'whatsapp'],
    purposes: marketing,
    predicate: { kind: 'consent', anyOf: anyBasis },
    source: 'Spam Act 2003, s. 16',
    certainty: 'sure',
  },
  {
    id: 'au-unsubscribe',
    title: 'Australia: unsubscribing needs no login',
    jurisdiction: ['AU'],
    channels: ['email', 'sms'],
    purposes: marketing,
    predicate: { kind: 'kept', by: 'unsubscribing', how: 'a signed link that asks for nothing' },
    source: 'Spam Act 2003, s. 18',
    certainty: 'sure',
  },
];
