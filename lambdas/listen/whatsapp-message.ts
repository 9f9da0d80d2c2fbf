import * as z from 'zod/mini';
import { isBusinessScopedId } from '../../lib/engine/receive/sender.ts';
import type { Incoming } from '../../lib/engine/receive.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { type Envelope, parse } from '../envelope.ts';

const provider = 'end-user-messaging';

/** What somebody told WhatsApp about marketing messages. */
export interface Preference {
  /** E.164, or a business-scoped id. */
  readonly address: string;
  /** `stop` or `resume`. */
  readonly value: string;
  /** Epoch milliseconds; absent when WhatsApp does not say. */
  readonly at?: number;
  readonly detail?: string;
}

/** What became of a message, as Meta tells it itself. */
export interface EntryStatus {
  readonly id: string;
  readonly status: string;
  /** What we gave the message to bring back: a touch id. */
  readonly callback?: string;
  readonly at?: number;
  /** Why it failed, by Meta's code. */
  readonly code?: string;
}

/** One thing out of an event, read by itself. `none` is known and changes nothing; `unknown` is not known here. */
export type Heard =
  | { readonly what: 'message'; readonly message: Incoming }
  | { readonly what: 'preference'; readonly preference: Preference }
  | { readonly what: 'status'; readonly status: EntryStatus }
  | { readonly what: 'none' | 'unknown'; readonly name: string; readonly id?: string }
  | { readonly what: 'foreign' }
  | { readonly what: 'unreadable'; readonly place: string; readonly rule: string; readonly id?: string };

type Fields = Readonly<Record<string, unknown>>;

const received = z.looseObject({ whatsAppWebhookEntry: z.unknown() });
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * All that an event carries of Meta's own webhook, which End User Messaging passes on as text: several entries, changes,
 * messages, statuses and preferences may be in one. Each is read by itself, so that one which cannot be read costs
 * itself alone.
 * https://docs.aws.amazon.com/social-messaging/latest/userguide/managing-event-destination-dlrs.html
 *
 * @param ours ARN of our linked phone number; what was written to another one is `foreign`. `undefined`: nobody said
 * @throws Unusable for an event that carries no entry at all
 */
export function heardIn(event: Envelope, ours?: string): readonly Heard[] {
  const { whatsAppWebhookEntry: carried } = parse(received, event.detail, event);
  const arns = new Map(
    listOf(fieldsOf(event.detail.context).MetaPhoneNumberIds)
      .map(fieldsOf)
      .map(({ metaPhoneNumberId, arn }) => [textOf(metaPhoneNumberId), textOf(arn)]),
  );
  const isForeign = (value: Fields): boolean => {
    const arn = arns.get(textOf(fieldsOf(value.metadata).phone_number_id));
    return ours !== undefined && arn !== undefined && arn !== ours;
  };
  const entries = listOf(carried);
  if (entries.length === 0 || carried === null) {
    throw new Unusable(
      `${event['detail-type']} ${event.id}: whatsAppWebhookEntry is missing; send the event as it came`,
    );
  }
  return entries.flatMap((given, index): readonly Heard[] => {
    const entry = typeof given === 'string' ? jsonIn(given) : given;
    if (typeof entry !== 'object' || entry === null) {
      return [{ what: 'unreadable', place: `entry ${index}`, rule: 'whatsAppWebhookEntry is JSON' }];
    }
    return changesIn(entry).flatMap((change, place) => {
      const value = fieldsOf(fieldsOf(change).value);
      return isForeign(value)
        ? [{ what: 'foreign' as const }]
        : inChange(textOf(fieldsOf(change).field), value, `entry ${index} change ${place}`);
    });
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An entry, a list of them, or a whole webhook. */
function changesIn(entry: object): readonly unknown[] {
  if (Array.isArray(entry)) return entry.flatMap((each) => changesIn(fieldsOf(each)));
  const { entry: inner, changes } = entry as Fields;
  return inner === undefined ? listOf(changes) : listOf(inner).flatMap((each) => changesIn(fieldsOf(each)));
}

/** @param field what the webhook is about: `messages`, `user_preferences`, … */
function inChange(field: string | undefined, value: Fields, place: string): readonly Heard[] {
  const { messages, statuses, user_preferences: preferences } = value;
  const idsByNumber = new Map(
    listOf(value.contacts)
      .map(fieldsOf)
      .map(({ wa_id, user_id }) => [textOf(wa_id), textOf(user_id)]),
  );
  const heard = [
    ...listOf(messages).map((each, index) => readMessage(fieldsOf(each), idsByNumber, `${place} message ${index}`)),
    ...listOf(statuses).map((each, index) => readStatus(fieldsOf(each), `${place} status ${index}`)),
    ...listOf(preferences).map((each, index) => readPreference(fieldsOf(each), `${place} preference ${index}`)),
  ];
  return heard.length > 0 ? heard : [{ what: 'unknown', name: field ?? 'change' }];
}

/** Kinds of messages that say nothing themselves: they open no conversation and answer nothing. */
const silent: ReadonlySet<string> = new Set([
  'system',
  'unsupported',
  'revoke',
  'reaction',
  'request_welcome',
  'ephemeral',
]);

/** Kinds that a person sends, with or without words. */
const spoken: ReadonlySet<string> = new Set([
  'text',
  'button',
  'interactive',
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contacts',
  'order',
]);

function readMessage(
  message: Fields,
  idsByNumber: ReadonlyMap<string | undefined, string | undefined>,
  place: string,
): Heard {
  const id = textOf(message.id);
  const kind = textOf(message.type) ?? (message.text === undefined ? 'message' : 'text');
  if (silent.has(kind)) return { what: 'none', name: kind, ...(id !== undefined && { id }) };
  if (kind !== 'edit' && !spoken.has(kind)) return { what: 'unknown', name: kind, ...(id !== undefined && { id }) };
  if (id === undefined || id.length > 500) return { what: 'unreadable', place, rule: 'a message has an id' };
  const sender = senderOf(message.from, message.from_user_id ?? idsByNumber.get(textOf(message.from)));
  if (!sender) return { what: 'unreadable', place, id, rule: 'a message names its sender by a number or an id' };
  const about = { provider, channel: 'whatsapp', ...sender } as const;
  if (kind !== 'edit') return { what: 'message', message: { ...about, id, ...wordsOf(message) } };
  const edit = fieldsOf(message.edit);
  const editId = textOf(edit.original_message_id) === id ? `${id} edit` : id;
  return { what: 'message', message: { ...about, id: editId, ...wordsOf(fieldsOf(edit.message)), edited: true } };
}

/** What a message says: its text or caption, or the label of the button that was pressed, beside the button's payload. */
function wordsOf(message: Fields): Pick<Incoming, 'text' | 'payload'> {
  const interactive = fieldsOf(message.interactive);
  const [button, reply] = [fieldsOf(message.button), fieldsOf(interactive.button_reply ?? interactive.list_reply)];
  const captions = ['image', 'video', 'document'].map((kind) => textOf(fieldsOf(message[kind]).caption));
  const texts = [textOf(fieldsOf(message.text).body), textOf(button.text), textOf(reply.title), ...captions];
  const payload = textOf(button.payload) ?? textOf(reply.id);
  return { text: texts.find((text) => text !== undefined) ?? '', ...(payload !== undefined && { payload }) };
}

/** By number where WhatsApp tells it, with the business-scoped id where it tells both; by that id alone where it must do. */
function senderOf(from: unknown, userId: unknown): Pick<Incoming, 'address' | 'userId'> | null {
  const number = numberIn(from);
  const id = [userId, from].map(textOf).find((each) => each !== undefined && isBusinessScopedId(each));
  if (number === null) return id === undefined ? null : { address: id, userId: id };
  return { address: number, ...(id !== undefined && { userId: id }) };
}

/** E.164, from digits with or without a plus sign. */
function numberIn(value: unknown): string | null {
  const number = `+${String(value ?? '').replace(/^\+/, '')}`;
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}

/** Epoch milliseconds, from Meta's seconds as a number or as text. */
function instantIn(timestamp: unknown): { readonly at?: number } {
  const seconds = Number(timestamp);
  return Number.isFinite(seconds) && seconds > 0 ? { at: seconds * 1000 } : {};
}

function readStatus(
  { id, status, timestamp, errors, biz_opaque_callback_data: carried }: Fields,
  place: string,
): Heard {
  const [message, name, callback] = [id, status, carried].map(textOf);
  if (message === undefined || name === undefined) {
    return { what: 'unreadable', place, rule: 'a status names its message and says what became of it' };
  }
  const code = String(fieldsOf(listOf(errors)[0]).code ?? '');
  const why = /^\d{1,6}$/.test(code) && { code };
  const about = { ...(callback !== undefined && { callback }), ...instantIn(timestamp), ...why };
  return { what: 'status', status: { id: message, status: name.toLowerCase(), ...about } };
}

function readPreference(given: Fields, place: string): Heard {
  const sender = senderOf(given.wa_id, given.user_id);
  const [category = '', value = '', detail] = [given.category, given.value, given.detail].map(textOf);
  if (!sender) return { what: 'unreadable', place, rule: 'a preference names whose it is' };
  if (category !== 'marketing_messages') return { what: 'unknown', name: `user_preferences ${category}` };
  if (value !== 'stop' && value !== 'resume') return { what: 'unknown', name: `user_preferences ${value}` };
  const { address } = sender;
  const said = { ...instantIn(given.timestamp), ...(detail !== undefined && { detail: detail.slice(0, 500) }) };
  return { what: 'preference', preference: { address, value, ...said } };
}
