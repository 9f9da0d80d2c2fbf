export interface Breach {
  /** What was given. */
  readonly value: unknown;
  /** What it should have been, as a statement: "a day of the week is mon, tue, …". */
  readonly rule: string;
  /** What to do about it, as an instruction: "write mon". */
  readonly remedy: string;
}

/** Input that breaks a rule of the language, said so that whoever wrote it can mend it: value, rule, remedy. */
export class RuleError extends Error {
  readonly value: unknown;
  readonly rule: string;
  readonly remedy: string;

  constructor({ value, rule, remedy }: Breach) {
    super(`${show(value)}: ${rule}; ${remedy}`);
    this.name = 'RuleError';
    this.value = value;
    this.rule = rule;
    this.remedy = remedy;
  }
}

/** Longer values are cut: the message is for a log line, the whole value is in `value`. */
const shownLength = 120;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}
