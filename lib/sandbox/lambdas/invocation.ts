/** What an invocation came to, as Lambda's Invoke answers it. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: LambdaFailure };

/** The payload of a failed invocation. */
export interface LambdaFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What the main thread sends to a worker to invoke the handler. */
export interface InvokeMessage {
  /** Names this one try: retries of an asynchronous invocation share their request id, never this. */
  readonly attempt: string;
  readonly requestId: string;
  readonly event: string;
  readonly timeoutMs: number;
}

/** What the worker answers: JSON of the handler's result, or its error. */
export interface ResultMessage {
  readonly attempt: string;
  readonly result?: string;
  readonly error?: LambdaFailure;
}

/** What a worker's code wrote to stdout or stderr: on the way of the results, so that it arrives before them. */
export interface LogMessage {
  readonly log: string;
}

/** An HTTP request that a worker's code makes to the sandbox. */
export interface RequestMessage {
  /** Counts the worker's requests. */
  readonly request: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What the main thread answers to a request; without a reply, the connection broke. */
export interface ReplyMessage {
  readonly request: number;
  readonly reply?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | Uint8Array;
  };
}

/** A body for a message: of bytes a copy, because with a part of a buffer a message would copy all of it. */
export function sendable(body: string | Uint8Array): string | Uint8Array {
  return typeof body === 'string' ? body : Uint8Array.from(body);
}

/** How a worker is set up. */
export interface WorkerSetup {
  /** Two doubles that make virtual time, see `VirtualClock`. */
  readonly clock: SharedArrayBuffer;
  readonly codeDirectory: string;
  /** `file.export` */
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly invocationHeader: string;
  /** Where the sandbox answers. */
  readonly endpoint: string;
}
