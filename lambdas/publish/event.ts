import type { Publication } from '../../lib/aws/publisher.ts';
import { fieldsOf } from '../../lib/domain/ingest/fields.ts';
import { type Judgement, judge, publishable } from '../contract.ts';

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
const leftOut = 'correct it and send this field again: the rest of the event counts';

/** What a request says: events for the bus, and the fields of them that cannot be used. */
export interface Readable {
  readonly events: readonly Publication[];
  readonly refused: readonly EventError[];
}

/**
 * The events of a request body, or all that is wrong with them: a request is published whole or not at all. A field that
 * an event can do without costs no more than itself; it is named in either answer.
 */
export function readEvents(body: unknown): Readable | { readonly errors: readonly EventError[] } {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (list.length === 0 || list.length > most) {
    const rule = `a request holds one event, or a list of 1 to ${most}`;
    return { errors: [{ event: 0, field: '', value: `${list.length} events`, rule, remedy: 'part the list' }] };
  }
  const judged = list.map(judgementOf);
  const isWrong = judged.some(({ wrong }) => wrong.length > 0);
  const named = judged.flatMap(({ wrong, refused }, event) => [
    ...wrong.map((each) => ({ event, ...each, remedy })),
    ...refused.map((each) => ({ event, ...each, remedy: isWrong ? remedy : leftOut })),
  ]);
  return isWrong
    ? { errors: named }
    : { events: list.map((event, at) => publicationOf(event, judged[at])), refused: named };
}

function publicationOf(event: unknown, judgement: Judgement = { wrong: [], refused: [] }): Publication {
  const { type, ...detail } = fieldsOf(event);
  return { type: String(type), detail: publishable(String(type), detail, judgement) };
}

const formRule = 'an event is {"type": …, "userId": …} with its fields beside them';

function judgementOf(event: unknown): Judgement {
  const fields = fieldsOf(event);
  const wrong = (field: string, value: unknown, rule: string) => ({ wrong: [{ field, value, rule }], refused: [] });
  if (fields !== event) return wrong('', event, formRule);
  const other = ['detailType', 'DetailType', 'detail', 'Detail'].find((field) => Object.hasOwn(fields, field));
  if (fields.type === undefined && other) return wrong(other, fields[other], formRule);
  const { type, ...detail } = fields;
  if (typeof type !== 'string') return wrong('type', type, 'must be the name of an event');
  return judge(type, detail);
}
