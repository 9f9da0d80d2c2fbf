import { type EventField, events } from '../../statemachines/events.ts';

/** An entering event with a value in each of its fields. */
export function sampleOf(event: string): Record<string, unknown> {
  const fields = Object.entries<EventField>(
    (events as Readonly<Record<string, Record<string, EventField>>>)[event] ?? {},
  );
  const values = { string: 'text', number: 12, boolean: true } as const;
  return Object.fromEntries(fields.map(([name, kind]) => [name, typeof kind === 'string' ? values[kind] : kind[0]]));
}
