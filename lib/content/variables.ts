/** What templates can name, beside `locale`, the language of the message itself, and `direction`, the way it is written. */
export interface Variables {
  readonly user: {
    readonly id: string;
    readonly traits?: Readonly<Record<string, unknown>>;
    readonly country?: string | null;
    readonly locale?: string | null;
  };
  /** The remembered fields of the entering event. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** `unsubscribe` for emails, `preferences` for whatever names it. */
  readonly links?: { readonly unsubscribe?: string; readonly preferences?: string };
  readonly company: { readonly name: string; readonly postalAddress: string };
  /** The person's arm, in the content of an experiment. */
  readonly arm?: string;
}

/**
 * The same without what would print as a blank: null, undefined and empty strings, at any depth. To a template they are
 * undefined: it has a default for them, or it does not render.
 */
export function present(variables: Variables): Record<string, unknown> {
  return withoutBlanks(variables);
}

function withoutBlanks(record: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(
        ([, value]) => value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === ''),
      )
      .map(([key, value]) => [key, isRecord(value) ? withoutBlanks(value) : value]),
  );
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
