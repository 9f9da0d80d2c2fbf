/** A field of an event as it can be stored, or the rule that its value breaks. The value itself is in no rule. */
export type Reading<T> = { readonly value: T } | { readonly rule: string };

/** A field that was refused, by its path within the event (`phone`, `traits.plan`, `push.1`), and the rule it breaks. */
export interface RefusedField {
  readonly field: string;
  readonly rule: string;
}

/** Characters that nobody sees: they come with copying, and make two spellings of one address. */
const invisible = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g;

/** The text without invisible characters, direction marks and the space around it; a no-break space is a space. */
export const visible = (text: string): string =>
  text
    .replace(invisible, '')
    .replace(/\u00A0/g, ' ')
    .trim();

/** Longer texts are no address, code or name of anything: they are refused before anybody looks into them. */
export const longestField = 1024;
