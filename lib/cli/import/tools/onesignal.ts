import type { PushToken } from '../../../domain/profile.ts';
import type { Reading } from '../reading.ts';
import { objectIn, textIn } from '../row.ts';
import type { Said, Told } from '../told.ts';
import type { Tool } from '../tool.ts';

/** OneSignal's device types that Apple's and Google's push services, email and SMS stand behind. */
const kinds: Readonly<Record<string, 'apns' | 'fcm' | 'email' | 'sms'>> = {
  '0': 'apns',
  '1': 'fcm',
  '11': 'email',
  '14': 'sms',
};

/** `-2` is a person who turned it off; other numbers below 1 are devices that may not, or cannot, be notified. */
const turnedOff = -2;

/**
 * The subscriptions CSV: one line a device or address, so a person may have several. That a device may be notified does
 * not say on what ground its owner agreed to marketing.
 */
export const onesignal: Tool = {
  about: 'the subscriptions CSV (players/csv_export), unpacked, with external_user_id',
  zone: 'UTC',
  columns: {
    userId: ['external_user_id', 'external_id'],
    timezone: ['timezone_id'],
    locale: ['language'],
    country: ['country'],
    changedAt: ['last_active', 'created_at'],
    grantedAt: ['created_at'],
  },
  yes: ['notification_types'],
  read(line) {
    const cell = (name: string) => textIn(line.row.cell(name));
    const kind = kinds[cell('device_type') ?? ''];
    const identifier = cell('identifier') ?? cell('token');
    const types = cell('notification_types');
    const isInvalid = /^(?:t|true|1)$/i.test(cell('invalid_identifier') ?? '');
    const who = line.person();
    const person = { ...who, traits: { ...who.traits, ...objectIn(line.row.cell('tags')) } };
    if (kind === undefined) {
      return { ...person, said: [], bounced: [], wrong: ['device_type: iOS, Android, email and SMS are read'] };
    }
    const channel = kind === 'apns' || kind === 'fcm' ? 'push' : kind;
    const isOff = Number(types) === turnedOff || (isInvalid && channel !== 'push');
    // Without the column nobody knows whether the device may be notified: its token is known, and no yes.
    const isSaid = types !== undefined;
    const isOn = !isInvalid && (!isSaid || Number(types) > 0);
    const said: Said[] = isOff
      ? [{ channel, status: 'withdrawn' }]
      : isOn
        ? [
            {
              channel,
              status: 'granted',
              at: line.time('grantedAt'),
              // A device is newer than its owner's word: it says nothing after a no.
              restated: true,
              ...(!isSaid && { missing: 'notification_types' }),
            },
          ]
        : [];
    return { ...person, ...reachOf(line, kind, identifier, isOn), said, bounced: [], wrong: [] };
  },
};

function reachOf(
  line: Reading,
  kind: 'apns' | 'fcm' | 'email' | 'sms',
  identifier: string | undefined,
  isOn: boolean,
): Partial<Told> {
  if (identifier === undefined) return {};
  if (kind === 'email') return { email: identifier };
  if (kind === 'sms') return { phone: line.phone('phone', line.text('country')?.toUpperCase(), identifier) };
  const tokens: PushToken[] = isOn ? [{ platform: kind, token: identifier }] : [];
  return { addPush: tokens };
}
