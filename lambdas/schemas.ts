import * as z from 'zod/mini';
import { maxUserIdBytes } from '../lib/domain/touch-id.ts';
import { announcements } from './announcements.ts';
import { beginningOf, contract } from './contract.ts';
import { instant, userId } from './envelope.ts';

/** A JSON Schema of draft 4: what EventBridge's registry takes, and every validator reads. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const told = 'From an app: who a person is and what they did. A rule lets it start, convert or end journeys.';
const said = 'From the orchestrator, source polyphony: it starts no journey.';
const about: Readonly<Record<string, string>> = {
  'profile.updated': 'Who a person is and how to reach them. Only what is named changes; null removes.',
  'consent.changed': 'A yes on a basis, or a no, to one channel and purpose.',
  'touch.engaged': 'What a person did with a push or an in-app message, as the app saw it.',
  'score.updated': 'Scores of a person, from 0 to 1; null removes.',
  'address.suppressed': 'Another tool proved that an address cannot be reached: nothing more is sent to it.',
  'address.reinstated':
    'Somebody decided that an address may be written to again: lifts what was reported of it, but no STOP and no opt-out.',
  'user.erased': 'Everything about the person goes; a keyed hash keeps the suppression of their addresses.',
};

/** The schema of each event's detail, by type, made of the very rules that the functions check. */
export function eventSchemas(): Record<string, JsonSchema> {
  const ofApps = Object.entries(contract).map(([type, rules]) => {
    const base = schemaOf(beginningOf(type));
    const own = schemaOf(rules);
    const properties = { ...fieldsOf(base), ...fieldsOf(own) };
    const required = [...listOf(base.required), ...listOf(own.required)];
    return [
      type,
      { ...own, title: type, description: about[type] ?? told, type: 'object', properties, required },
    ] as const;
  });
  const ours = Object.entries(announcements).map(
    ([type, rules]) => [type, { ...schemaOf(rules), title: type, description: said }] as const,
  );
  return Object.fromEntries([...ofApps, ...ours].map(([type, schema]) => [type, inOrder(schema)]));
}

const fieldsOf = ({ properties }: JsonSchema) => properties as Readonly<Record<string, unknown>> | undefined;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function schemaOf(rules: z.ZodMiniType): JsonSchema {
  // What goes in: instants are text there, and a default may be left out.
  return z.toJSONSchema(rules, {
    target: 'draft-04',
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === (instant._zod.def as { in?: unknown }).in) jsonSchema.format = 'date-time';
      if (zodSchema === userId) Object.assign(jsonSchema, { minLength: 1, maxLength: maxUserIdBytes });
      const rule = ruleOf(zodSchema);
      if (rule !== undefined && !jsonSchema.description) jsonSchema.description = rule;
      // Anything else that an app adds is its own: that needs no saying.
      if (Object.keys(Object(jsonSchema.additionalProperties)).length === 0) delete jsonSchema.additionalProperties;
    },
  });
}

/** The sentence that a value is refused with says also what it should be. */
function ruleOf({ _zod: { def } }: z.core.$ZodTypes): string | undefined {
  const said = def.error?.({ code: 'custom', input: undefined, path: [], message: '' } as never);
  return typeof said === 'string' ? said : undefined;
}

const order = ['$schema', 'title', 'description', 'type', 'required', 'properties', 'oneOf'];
const inOrder = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(
    [...order, ...Object.keys(schema).filter((key) => !order.includes(key))].flatMap((key) =>
      schema[key] === undefined ? [] : [[key, schema[key]]],
    ),
  );
