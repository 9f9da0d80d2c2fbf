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

/** The handler is loaded, or never will be: the first invocation learns which. */
export interface LoadedMessage {
  readonly loaded: true;
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
}
