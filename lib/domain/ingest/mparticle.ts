import { readAppEvent } from './app-event.ts';
import { readConsents } from './consents.ts';
import { countryOf, localeOf, phoneOf, pushOf } from './contact.ts';
import { type Fields, fieldsOf, idOf, own, said, textOf } from './fields.ts';
import { type Dropped, dropping, type Mapping, type Reading, together } from './mapping.ts';
import { stableId } from './stable-id.ts';

/** One event batch of mParticle's, as its webhook posts it: one person, what is known of them, what they did. It never throws. */
export function readMparticle(batch: unknown, mapping: Mapping): Reading {
  const fields = fieldsOf(batch);
  const events = listOf(own(fields, 'events')).map(fieldsOf);
  const userId = idOf(own(fieldsOf(own(fields, 'user_identities')), 'customer_id'));
  if (userId === undefined) return dropping(anonymous);
  const key = `mparticle-${stableId(idOf(own(fields, 'source_request_id')) ?? idOf(own(fields, 'batch_id')), batch)}`;
  const base = { userId, eventId: stableId(key, key), ...timeOf(own(fields, 'timestamp_unixtime_ms')) };
  return together(
    readProfile(fields, events, base),
    { told: readConsents('mparticle', preferencesOf(fields), base, mapping.rules), dropped: [] },
    ...events.map((event, index) => readEvent(event, { ...base, eventId: stableId(`${key}-${index}`, key) }, mapping)),
  );
}

function readProfile(batch: Fields, events: readonly Fields[], base: Fields): Reading {
  const identities = fieldsOf(own(batch, 'user_identities'));
  const device = fieldsOf(own(batch, 'device_info'));
  const [language, land] = [own(device, 'locale_language'), own(device, 'locale_country')].map(textOf);
  const { $Country: country, $Mobile: mobile, ...others } = fieldsOf(own(batch, 'user_attributes'));
  const removed = listOf(own(batch, 'deleted_user_attributes')).map((name) => [traitOf(String(name)), null]);
  const traits = [...Object.entries(others).map(([name, value]) => [traitOf(name), value]), ...removed];
  const profile = said({
    email: own(identities, 'email'),
    phone: phoneOf(own(identities, 'mobile_number') ?? mobile),
    locale: language && localeOf(land ? `${language}-${land}` : language),
    country: countryOf(country),
    push: pushOf(registeredToken(events) ?? own(device, 'push_token'), own(device, 'platform')),
    traits: traits.length > 0 ? Object.fromEntries(traits) : undefined,
  });
  const isEmpty = Object.keys(profile).length === 0;
  return { told: isEmpty ? [] : [{ type: 'profile.updated', detail: { ...profile, ...base } }], dropped: [] };
}

/** `$FirstName`, which mParticle reserves, is the trait `firstName`; other attributes keep their names. */
const traitOf = (name: string): string => name.replace(/^\$(.)/, (_, first: string) => first.toLowerCase());

function registeredToken(events: readonly Fields[]): unknown {
  const registrations = events.filter((event) => own(event, 'event_type') === 'push_registration');
  const data = fieldsOf(own(registrations.at(-1) ?? {}, 'data'));
  return own(data, 'register') === true ? own(data, 'registration_token') : undefined;
}

/** Consent by GDPR purpose. With its own time it is what the person said then; without, a record that repeats itself. */
function preferencesOf(batch: Fields) {
  const gdpr = fieldsOf(own(fieldsOf(own(batch, 'consent_state')), 'gdpr'));
  const preferences = Object.entries(gdpr).flatMap(([purpose, state]) => {
    const { consented, timestamp_unixtime_ms: at } = fieldsOf(state);
    if (typeof consented !== 'boolean') return [];
    const time = timeOf(at);
    return [[purpose, { yes: consented, ...time, restated: time.occurredAt === undefined }] as const];
  });
  return Object.fromEntries(preferences);
}

function readEvent(event: Fields, base: Fields, mapping: Mapping): Reading {
  const type = textOf(own(event, 'event_type')) ?? '';
  if (type === 'push_registration') return { told: [], dropped: [] };
  if (type !== 'custom_event' && type !== 'commerce_event') return dropping(unread(type));
  const data = fieldsOf(own(event, 'data'));
  const action = fieldsOf(own(data, 'product_action'));
  const name = textOf(own(data, 'event_name')) ?? textOf(own(action, 'action')) ?? '';
  const id = idOf(own(data, 'source_message_id')) ?? idOf(own(data, 'event_id'));
  const properties = {
    ...(type === 'commerce_event' && orderOf(data, action)),
    ...fieldsOf(own(data, 'custom_attributes')),
  };
  const itself = { ...base, ...(id !== undefined && { eventId: stableId(id, data) }) };
  return readAppEvent(name, properties, { ...itself, ...timeOf(own(data, 'timestamp_unixtime_ms')) }, mapping);
}

/** A purchase in the words that commerce events have elsewhere: `order_id`, `total`, `currency`, `products`. */
const orderOf = (data: Fields, action: Fields): Fields =>
  said({
    order_id: own(action, 'transaction_id'),
    total: own(action, 'total_amount'),
    currency: own(data, 'currency_code'),
    products: own(action, 'products'),
  });

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The last millisecond that ISO 8601 writes with a four-digit year. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59);

function timeOf(ms: unknown): { readonly occurredAt?: string } {
  const known = typeof ms === 'number' && ms > 0 && ms <= lastMs;
  return known ? { occurredAt: new Date(Math.floor(ms)).toISOString() } : {};
}

const unread = (type: string): Dropped => ({
  what: `event of type "${type.slice(0, 128)}"`,
  kind: 'unread',
  rule: 'custom_event, commerce_event and push_registration are read',
  remedy: 'nothing is needed, or switch the type off in the connection',
});

const anonymous: Dropped = {
  what: 'batch',
  kind: 'anonymous',
  rule: 'a batch has user_identities.customer_id: an mpid alone names nobody, and no person is invented',
  remedy: 'identify the user with your own id; their later batches count',
};
