/**
 * The events of your apps that a journey may enter, convert or leave on, with the fields of their detail that journeys
 * use beside `userId`. A field is the list of its values, or the name of its type. To add an event, add a line.
 */
export const events = {
  'user.signed_up': {},
  'profile.completed': {},
  'project.created': {},
  'onboarding.completed': {},
  'subscription.canceled': { reason: ['price', 'features', 'unused'] },
  'subscription.reactivated': { monthlyPrice: 'number' },
  'order.placed': { orderId: 'string', total: 'number' },
  'account.deleted': {},
  // Ours: somebody answered a text message or a WhatsApp message.
  'message.received': { channel: ['sms', 'whatsapp'], text: 'string' },
} as const satisfies Record<string, Record<string, EventField>>;

/** A field's values when they are few, else the type of them. */
export type EventField = readonly string[] | 'string' | 'number' | 'boolean';

type Events = typeof events;
export type EventName = keyof Events;

/** Fields of an event's detail. */
export type Field<E extends EventName> = E extends EventName ? keyof Events[E] & string : never;

/** Those of one kind: `number`, `string`, or lists of values. */
export type FieldOfKind<E extends EventName, K extends EventField> = E extends EventName
  ? { [F in keyof Events[E]]: Events[E][F] extends K ? F : never }[keyof Events[E]] & string
  : never;

/** The values a field can have. */
export type ValueOf<E extends EventName, F> = F extends keyof Events[E]
  ? Events[E][F] extends readonly (infer V)[]
    ? V
    : Events[E][F] extends 'number'
      ? number
      : Events[E][F] extends 'boolean'
        ? boolean
        : string
  : never;
