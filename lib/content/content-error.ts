export interface ContentFault {
  /** Name of the message. */
  readonly content: string;
  /** BCP 47 tag that it was looked for or found in. */
  readonly locale: string | undefined;
  /** Which template of it: `subject`, `html`, `body`, … */
  readonly part?: string;
  /** The variable that is missing, such as `user.traits.firstName`. */
  readonly variable?: string;
  readonly problem: string;
}

/** A message that cannot be rendered. It names templates and variables, never a person's values: it is logged. */
export class ContentError extends Error {
  readonly content: string;
  readonly locale: string | undefined;
  readonly part: string | undefined;
  readonly variable: string | undefined;
  readonly problem: string;

  constructor({ content, locale, part, variable, problem }: ContentFault) {
    const place = [content, locale && `(${locale})`, part].filter(Boolean).join(' ');
    super(`${place}: ${problem}`);
    this.name = 'ContentError';
    this.content = content;
    this.locale = locale;
    this.part = part;
    this.variable = variable;
    this.problem = problem;
  }
}
