/**
 * An error as AWS answers it; the wire protocol of the call gives it its shape.
 * `code` is what SDKs show as the error's name, `more` goes beside the message.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.more = more;
  }
}

/** The request was carried out and its answer is lost on the way: the connection breaks. */
export class LostAnswer extends Error {
  constructor() {
    super('the answer was lost');
    this.name = 'LostAnswer';
  }
}

/** The caller died: nothing is answered and nothing more is carried out for it. */
export class NoAnswer extends Error {
  constructor() {
    super('the caller is dead');
    this.name = 'NoAnswer';
  }
}

/** The assembly says something that the sandbox cannot run: what, why, and what to do. */
export class AssemblyError extends Error {
  constructor(value: string, rule: string, remedy: string) {
    super(`${value}: ${rule}; ${remedy}`);
    this.name = 'AssemblyError';
  }
}

/** The answer to an operation that the sandbox does not have. Never a made-up success. */
export function unknownOperation(service: string, operation: string): AwsError {
  return new AwsError(
    'UnknownOperationException',
    `The sandbox has no operation ${operation} of ${service}; use one that GET /_polyphony/describe lists, or AWS itself.`,
  );
}
