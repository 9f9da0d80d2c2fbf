import { confirmed, standingOf, statements } from '../status.ts';
import type { Tool } from '../tool.ts';

/**
 * An audience export: one file for each status, which only its name says. Whoever was imported into Mailchimp has a
 * `CONFIRM_TIME` too, and a form without confirmation writes both times alike, so only a confirmation after a sign-up
 * proves double opt-in.
 */
export const mailchimp: Tool = {
  about: 'an audience export: subscribed_…, unsubscribed_… or cleaned_….csv',
  zone: 'UTC',
  needsStatus: true,
  statusOf,
  columns: {
    email: ['Email Address', 'Email'],
    firstName: ['First Name', 'FNAME'],
    lastName: ['Last Name', 'LNAME'],
    phone: ['Phone Number', 'Phone', 'SMS Phone Number'],
    timezone: ['TIMEZONE'],
    country: ['CC'],
    region: ['REGION'],
    locale: ['LANGUAGE'],
    changedAt: ['LAST_CHANGED'],
    grantedAt: ['OPTIN_TIME'],
    confirmedAt: ['CONFIRM_TIME'],
    withdrawnAt: ['UNSUB_TIME', 'LAST_CHANGED'],
    bouncedAt: ['CLEAN_TIME', 'LAST_CHANGED'],
  },
  read(line, about) {
    const status = line.text('status') ?? about.status;
    if (status === undefined || standingOf(status) !== 'subscribed') {
      return { ...line.person(), ...statements(line, about) };
    }
    const { proven, at } = confirmed(line);
    return {
      ...line.person(),
      said: [{ channel: 'email', status: 'granted', at, ...(proven && { proven }) }],
      bounced: [],
      wrong: [],
    };
  },
};

/**
 * Mailchimp names each file by its status and what it is an export of: `subscribed_members_export_5eb.csv`. A name that
 * begins otherwise, or has a second word about it (`non-subscribed_…`, `subscribed_and_cleaned.csv`), says nothing certain.
 */
function statusOf(fileName: string): string | undefined {
  const [, status, rest = ''] =
    /^(nonsubscribed|unsubscribed|subscribed|cleaned)(?![a-z0-9])(.*)$/is.exec(fileName) ?? [];
  const isUncertain =
    /subscri|clean|bounce|pending|archiv|activ|opt|delet|(?<![a-z])(?:un|non?|not|ex|former|was|to)(?![a-z])/i.test(
      rest,
    );
  return isUncertain ? undefined : status?.toLowerCase();
}
