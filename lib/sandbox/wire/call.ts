import type { Fields } from '../fields.ts';

/** Who makes a call: a Lambda of the stack, or a client outside. */
export interface Caller {
  /** Physical name of the function. */
  readonly function?: string;
  /** Request id of the invocation in which it calls. */
  readonly invocation?: string;
}

/** One call of a service, whatever protocol it came in: of AWS's, or of another provider's. */
export interface Call {
  /** As SDKs name it: `EventBridge`, `DynamoDB`, … */
  readonly service: string;
  readonly operation: string;
  readonly input: Fields;
  /** The body as it was received. */
  readonly body: string;
  readonly caller: Caller;
  /** The header, for services that check who calls: signatures of AWS's are not checked. */
  readonly authorization?: string;
}

/** Carries out one operation and answers its output. Throws AwsError for an error of AWS's. */
export type Operation = (input: Fields, call: Call) => unknown;

export interface Service {
  readonly name: string;
  readonly operations: Readonly<Record<string, Operation>>;
}
