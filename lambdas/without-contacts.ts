const contactFields = new Set([
  'email',
  'phone',
  'whatsapp',
  'push',
  'addPush',
  'address',
  'traits',
  'wording',
  'emailAddress',
  'destination',
  'text',
  'whatsAppWebhookEntry',
  'destinationPhoneNumber',
]);
const contact = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+|\+[1-9]\d{6,14}/g;

/**
 * An event as it may lie in a queue for two weeks: with its ids and what is wrong with it, without addresses, numbers
 * and names. Whoever published it has them still, and must publish it again corrected anyway.
 */
export function withoutContacts(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(contact, '[removed]');
  if (Array.isArray(value)) return value.map(withoutContacts);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).map(([key, field]) => [
    key,
    contactFields.has(key) && field !== null ? '[removed]' : withoutContacts(field),
  ]);
  return Object.fromEntries(kept);
}
