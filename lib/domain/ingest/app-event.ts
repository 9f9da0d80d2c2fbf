import { type Fields, own } from './fields.ts';
import { type Dropped, dropping, type Mapping, type Reading } from './mapping.ts';

/**
 * A platform's event as an app event of ours, under the name that the program maps it to, else its own.
 *
 * @param base the `userId`, `eventId` and `occurredAt` that every detail begins with; they outvote properties of those names
 */
export function readAppEvent(name: string, properties: Fields, base: Fields, { rules, declared }: Mapping): Reading {
  const type = Object.hasOwn(rules.events, name) ? (rules.events[name] ?? name) : name;
  const fields = Object.hasOwn(declared, type) ? declared[type] : undefined;
  if (!fields) return dropping(undeclared(name));
  const typed = Object.entries(fields).map(([field, kind]) => [field, asKind(kind, fieldOf(properties, field))]);
  const detail = { ...properties, ...Object.fromEntries(typed.filter(([, value]) => value !== undefined)), ...base };
  return { told: [{ type, detail }], dropped: [] };
}

const undeclared = (name: string): Dropped => ({
  what: `event "${name.slice(0, 128)}"`,
  kind: 'undeclared',
  rule: 'an event is one that statemachines/events.ts declares',
  remedy: 'declare it there, or map its name to one in `ingest.events` of statemachines/program.ts',
});

/** `orderId` is also read as `order_id`, which is how the platforms' own vocabularies write it. */
function fieldOf(properties: Fields, field: string): unknown {
  return (
    own(properties, field) ??
    own(
      properties,
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )
  );
}

/** The declared fields of an event, each as its type where it can be told what was meant; everything else as it came. */
export function asDeclared(detail: Fields, declared: Readonly<Record<string, readonly string[] | string>>): Fields {
  const typed = Object.entries(declared).flatMap(([field, kind]) =>
    Object.hasOwn(detail, field) ? [[field, asKind(kind, detail[field])]] : [],
  );
  return { ...detail, ...Object.fromEntries(typed) };
}

/** Platforms hold many values as text: a declared type tells what was meant. What cannot be told stays as it came. */
function asKind(kind: readonly string[] | string, value: unknown): unknown {
  if (kind === 'number' && typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value)) return Number(value);
  if (kind === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if (kind === 'string' && Number.isFinite(value)) return String(value);
  return value;
}
