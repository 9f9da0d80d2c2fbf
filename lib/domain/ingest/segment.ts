import { fromIso } from '../instant.ts';
import { readAppEvent } from './app-event.ts';
import { readConsents } from './consents.ts';
import { countryOf, localeOf, phoneOf, pushOf } from './contact.ts';
import { type Fields, fieldsOf, idOf, own, said, textOf } from './fields.ts';
import { type Dropped, dropping, type Mapping, nothing, type Reading, together } from './mapping.ts';
import { stableId } from './stable-id.ts';

/** The event by which Segment tells that somebody chose; its former name too. */
const consentEvents: readonly string[] = ['Segment Consent Preference Updated', 'Segment Consent Preference'];

/** One call of Segment's, as its webhook posts it and its EventBridge source publishes it. It never throws. */
export function readSegment(call: unknown, mapping: Mapping): Reading {
  const fields = fieldsOf(call);
  const type = textOf(own(fields, 'type')) ?? '';
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind) return dropping(unread(type));
  const userId = idOf(own(fields, 'userId'));
  if (userId === undefined) return dropping(anonymous(type));
  const eventId = stableId(idOf(own(fields, 'messageId')), call);
  const time = timeOf(own(fields, 'timestamp'));
  const base = { userId, eventId, ...(time.at && { occurredAt: time.at }) };
  return together({ told: [], dropped: time.dropped }, kind(fields, base, mapping));
}

type Kind = (call: Fields, base: Fields, mapping: Mapping) => Reading;

const kinds: Readonly<Record<string, Kind>> = {
  identify: (call, base, mapping) =>
    together(
      { told: [{ type: 'profile.updated', detail: { ...profileOf(call), ...base } }], dropped: [] },
      // Who calls identify repeats the preferences that the browser holds.
      consentsOf(call, base, true, mapping),
    ),
  track(call, base, mapping) {
    const name = textOf(own(call, 'event')) ?? '';
    if (consentEvents.includes(name)) return consentsOf(call, base, base.occurredAt === undefined, mapping);
    return readAppEvent(name, fieldsOf(own(call, 'properties')), base, mapping);
  },
  // Segment's own deletion request, under GDPR and the like.
  delete: (_, base) => ({ told: [{ type: 'user.erased', detail: base }], dropped: [] }),
};

function profileOf(call: Fields): Fields {
  const context = fieldsOf(own(call, 'context'));
  const device = fieldsOf(own(context, 'device'));
  const { email, phone, address, ...others } = fieldsOf(own(call, 'traits'));
  const { country, ...place } = fieldsOf(address);
  const rest = typeof address === 'string' ? address : Object.keys(place).length > 0 ? place : undefined;
  const traits = said({ ...others, address: rest });
  return said({
    email,
    phone: phoneOf(phone),
    locale: localeOf(own(context, 'locale')),
    timezone: own(context, 'timezone'),
    country: countryOf(country),
    push: pushOf(own(device, 'token'), own(device, 'type')),
    traits: Object.keys(traits).length > 0 ? traits : undefined,
  });
}

function consentsOf(call: Fields, base: Fields, restated: boolean, { rules }: Mapping): Reading {
  const consent = fieldsOf(own(fieldsOf(own(call, 'context')), 'consent'));
  const preferences = Object.entries(fieldsOf(own(consent, 'categoryPreferences'))).flatMap(([category, yes]) =>
    typeof yes === 'boolean' ? [[category, { yes, restated }] as const] : [],
  );
  const told = readConsents('segment', Object.fromEntries(preferences), base, rules);
  return { ...nothing, told };
}

function timeOf(timestamp: unknown): { readonly at?: string; readonly dropped: readonly Dropped[] } {
  if (timestamp === undefined || timestamp === null) return { dropped: [] };
  try {
    const text = textOf(timestamp)?.slice(0, 64) ?? '';
    fromIso(text);
    return { at: text, dropped: [] };
  } catch {
    const rule = 'a timestamp is an instant in ISO 8601 with its zone';
    return { dropped: [{ what: 'timestamp', kind: 'invalid', rule, remedy: 'it counts as now; correct the sender' }] };
  }
}

const unread = (type: string): Dropped => ({
  what: `call "${type.slice(0, 128)}"`,
  kind: 'unread',
  rule: 'identify, track and delete are read; alias is not, because no two people are ever merged here',
  remedy: 'nothing is needed, or filter it out in Segment; after an alias, identify under the new userId',
});

const anonymous = (type: string): Dropped => ({
  what: `call "${type}"`,
  kind: 'anonymous',
  rule: 'a call has a userId: an anonymousId alone names nobody, and no person is invented',
  remedy: 'identify the user first; their later calls count',
});
