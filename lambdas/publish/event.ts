import type { Publication } from '../../lib/aws/publisher.ts';
import { fieldsOf } from '../../lib/domain/ingest/fields.ts';
import { wrongsOf } from '../contract.ts';

/** One thing that is wrong with one event of a request. */
export interface EventError {
  /** Place of the event in the request, from 0. */
  readonly event: number;
  readonly field: string;
  readonly value: unknown;
  readonly rule: string;
  readonly remedy: string;
}

const most = 10;
const remedy = 'correct it and send the request again: nothing of it was published';

/** The events of a request body, or all that is wrong with them: a request is published whole or not at all. */
export function readEvents(body: unknown): readonly Publication[] | { readonly errors: readonly EventError[] } {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (list.length === 0 || list.length > most) {
    const rule = `a request holds one event, or a list of 1 to ${most}`;
    return { errors: [{ event: 0, field: '', value: `${list.length} events`, rule, remedy: 'part the list' }] };
  }
  const errors = list.flatMap((event, index) => errorsOf(event).map((error) => ({ event: index, ...error, remedy })));
  return errors.length > 0 ? { errors } : list.map(publicationOf);
}

function publicationOf(event: unknown): Publication {
  const { type, ...detail } = fieldsOf(event);
  return { type: String(type), detail };
}

const formRule = 'an event is {"type": …, "userId": …} with its fields beside them';

function errorsOf(event: unknown) {
  const fields = fieldsOf(event);
  if (fields !== event) return [{ field: '', value: event, rule: formRule }];
  const other = ['detailType', 'DetailType', 'detail', 'Detail'].find((field) => Object.hasOwn(fields, field));
  if (fields.type === undefined && other) return [{ field: other, value: fields[other], rule: formRule }];
  const { type, ...detail } = fields;
  if (typeof type !== 'string') return [{ field: 'type', value: type, rule: 'must be the name of an event' }];
  return wrongsOf(type, detail);
}
