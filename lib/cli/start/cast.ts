/** Somebody invented, whose first week the demo shows. */
export interface Character {
  readonly userId: string;
  readonly name: string;
  readonly city: string;
  readonly timezone: string;
  readonly locale: string;
  readonly country: string;
  /** Virtual hours after the start at which they finish what the welcome is for. */
  readonly completesAfterHours?: number;
}

/** Who gets what is not staged: Kenji is in the control because the hash of his id says so. */
export const cast: readonly Character[] = [
  {
    userId: 'ada',
    name: 'Ada',
    city: 'Berlin',
    timezone: 'Europe/Berlin',
    locale: 'de-DE',
    country: 'DE',
    completesAfterHours: 31,
  },
  { userId: 'grace', name: 'Grace', city: 'New York', timezone: 'America/New_York', locale: 'en-US', country: 'US' },
  { userId: 'kenji', name: 'Kenji', city: 'Tokyo', timezone: 'Asia/Tokyo', locale: 'en-JP', country: 'JP' },
];

/** What their app publishes of them: who they are and what they agreed to. */
export function introduction({ userId, name, timezone, locale, country }: Character) {
  const yes = (channel: string) => ({
    type: 'consent.changed',
    detail: { userId, channel, status: 'granted', basis: 'double_opt_in', source: 'sign-up form' },
  });
  const reach = { email: `${userId}@example.com`, push: [{ platform: 'fcm', token: `device-of-${userId}` }] };
  const profile = { userId, ...reach, timezone, locale, country, traits: { firstName: name } };
  return [{ type: 'profile.updated', detail: profile }, yes('email'), yes('push')];
}

export const signUp = ({ userId }: Character) => ({
  type: 'user.signed_up',
  detail: { userId, eventId: `signup-${userId}` },
});
