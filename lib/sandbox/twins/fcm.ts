import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, textOf } from '../fields.ts';
import type { Outbox, OutboxContent } from '../outbox.ts';
import type { Random } from '../random.ts';
import type { Service } from '../wire/call.ts';
import { behaving, type Mood } from './behaviour.ts';

/** The final refusals that FCM knows, by its own codes; the first is its usual answer here. */
const refusals = {
  UNREGISTERED: () => new AwsError('UNREGISTERED', 'Requested entity was not found.', 404),
  INVALID_ARGUMENT: () =>
    new AwsError('INVALID_ARGUMENT', 'The registration token is not a valid FCM registration token', 400),
  SENDER_ID_MISMATCH: () => new AwsError('SENDER_ID_MISMATCH', 'SenderId mismatch', 403),
};
export const fcmRefusals = Object.keys(refusals);

const errors = { throttle: 'QUOTA_EXCEEDED', down: 'UNAVAILABLE', error: 'INTERNAL' };
const maxPayload = 4_096;
/** The members of a message that are checked or shown here; FCM has no others beside them. */
const members = ['name', 'data', 'notification', 'android', 'webpush', 'apns', 'fcm_options', 'token'];

export interface FcmSurroundings {
  readonly mood: Mood;
  readonly outbox: Pick<Outbox, 'accept'>;
  readonly random: Random;
  /** Projects that the functions' environment names. */
  readonly projects: readonly string[];
  /** Whether an access token was issued here and is still good. */
  readonly mayCall: (token: string) => boolean;
}

/** FCM HTTP v1, sending to one device: checks what FCM checks, records, answers the message's name. */
export function fcmTwin({ mood, outbox, random, projects, mayCall }: FcmSurroundings): Service {
  return {
    name: 'FCM',
    operations: {
      SendMessage: (input, { body, authorization = '' }) => {
        if (!mayCall(authorization.replace(/^Bearer /, ''))) {
          throw new AwsError('UNAUTHENTICATED', 'Request had invalid authentication credentials.', 401);
        }
        const project = String(input.projectId);
        const denied = new AwsError('PERMISSION_DENIED', `Permission denied on resource project ${project}.`, 403);
        if (!projects.includes(project)) throw denied;
        const { token, message } = check(input);
        const accept = () => {
          const name = `projects/${project}/messages/0:${random.string(16, '0123456789')}%${random.string(16, '0123456789abcdef')}`;
          outbox.accept({
            touchId: textOf(fieldsOf(message.data).touchId) ?? null,
            channel: 'push',
            provider: 'fcm',
            providerId: name,
            to: token,
            content: contentOf(message),
            request: JSON.parse(body),
          });
          return { name };
        };
        return behaving(mood, { ...errors, misconfigured: denied }, accept, (code) => {
          throw (refusals[code as keyof typeof refusals] ?? refusals.UNREGISTERED)();
        });
      },
    },
  };
}

/** An error in the message: Google names the field. */
function violation(field: string, description: string): AwsError {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description }] }];
  return new AwsError('INVALID_ARGUMENT', description, 400, { details });
}

function check({ message }: Fields): { token: string; message: Fields } {
  if (!isFields(message)) throw violation('message', 'Message is required.');
  const unknown = Object.keys(message).find((member) => !members.includes(member));
  if (unknown !== undefined)
    throw violation(
      'message',
      `Invalid JSON payload received. Unknown name "${unknown}" at 'message': Cannot find field.`,
    );
  const { token, ...payload } = message;
  if (typeof token !== 'string' || token === '') throw violation('message', 'Recipient of the message is not set.');
  for (const [key, value] of Object.entries(fieldsOf(message.data))) {
    if (typeof value !== 'string')
      throw violation(`message.data[${key}]`, `Invalid value at 'message.data' (TYPE_STRING)`);
    if (/^(?:from|message_type|google.*|gcm.*)$/.test(key))
      throw violation(`message.data[${key}]`, `Invalid data payload key: ${key}`);
  }
  const link = textOf(fieldsOf(fieldsOf(message.webpush).fcm_options).link);
  if (link !== undefined && !link.startsWith('https://'))
    throw violation('message.webpush.fcm_options.link', 'WebpushFcmOptions.link must be a valid HTTPS URL');
  if (Buffer.byteLength(JSON.stringify(payload)) > maxPayload) throw violation('message', 'Message is too big.');
  return { token, message };
}

function contentOf({ notification, data }: Fields): OutboxContent {
  const { title, body } = fieldsOf(notification);
  return {
    ...(typeof title === 'string' && { title }),
    ...(typeof body === 'string' && { text: body }),
    ...(data !== undefined && { variables: data }),
  };
}
