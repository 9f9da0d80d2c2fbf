import type { PushToken } from '../../../domain/profile.ts';
import type { Reading } from '../reading.ts';
import { listIn, objectIn, textIn } from '../row.ts';
import type { Said } from '../told.ts';
import type { Tool } from '../tool.ts';

/**
 * The export of users by segment: JSON with one user a line, or the dashboard's CSV. `opted_in` is an explicit yes;
 * `subscribed` is what everybody is who never said anything.
 */
export const braze: Tool = {
  about: 'users by segment: JSON lines, or the CSV of the dashboard',
  zone: 'UTC',
  columns: {
    userId: ['external_id', 'user_id'],
    email: ['email'],
    phone: ['phone', 'phone_number'],
    firstName: ['first_name'],
    lastName: ['last_name'],
    timezone: ['time_zone', 'timezone'],
    locale: ['language'],
    country: ['country'],
    changedAt: ['last_session', 'created_at'],
    grantedAt: ['created_at'],
  },
  yes: ['email_subscribe', 'push_subscribe'],
  read(line) {
    const person = line.person();
    const said = [...saidOf(line, 'email', 'unsubscribed_from_emails_at'), ...saidOf(line, 'push')];
    const tokens = listIn(line.row.cell('push_tokens')).flatMap(tokenOf);
    return {
      ...person,
      traits: { ...objectIn(line.row.cell('custom_attributes')), ...person.traits },
      ...(tokens.length > 0 && { addPush: tokens }),
      said: said.flatMap(({ wrong: _, ...each }) => ('status' in each ? [each as Said] : [])),
      bounced: [],
      wrong: said.flatMap(({ wrong }) => wrong ?? []),
    };
  },
};

type Found = (Said | object) & { readonly wrong?: string };

/** @param since the column of the CSV that says when they left; there it also says that they did */
function saidOf(line: Reading, channel: 'email' | 'push', since?: string): Found[] {
  const cell = (name: string) => textIn(line.row.cell(name));
  const status = cell(`${channel}_subscribe`);
  const left = cell(`${channel}_unsubscribed_at`) ?? (since === undefined ? undefined : cell(since));
  const leftAt = line.timeOf(left, `${channel}_unsubscribed_at`);
  // Where a line says both, what they said later counts.
  const after = (at: number | undefined): Found[] =>
    leftAt !== undefined && leftAt >= (at ?? leftAt) ? [{ channel, status: 'withdrawn', at: leftAt }] : [];
  switch (status) {
    case 'unsubscribed':
      return [{ channel, status: 'withdrawn', at: leftAt }];
    case 'opted_in': {
      const at = line.timeOf(cell(`${channel}_opted_in_at`), `${channel}_opted_in_at`) ?? line.time('grantedAt');
      return [{ channel, status: 'granted', proven: 'express', at }, ...after(at)];
    }
    case 'subscribed': {
      const at = line.time('grantedAt');
      return [{ channel, status: 'granted', at }, ...after(at)];
    }
    case undefined:
      return left === undefined ? [] : [{ channel, status: 'withdrawn', at: leftAt }];
    default:
      return [{ wrong: `${channel}_subscribe: a status is opted_in, subscribed or unsubscribed` }];
  }
}

function tokenOf(value: unknown): PushToken[] {
  const { platform, token, notifications_enabled: isOn } = objectIn(value);
  const system = String(platform).toLowerCase();
  const named = system.startsWith('ios') ? 'apns' : system.startsWith('android') ? 'fcm' : undefined;
  return typeof token === 'string' && named && isOn !== false ? [{ platform: named, token }] : [];
}
