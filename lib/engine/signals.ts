import { iso } from '../domain/instant.ts';

/** The touch was woken where it may not speak. The state machine reads the instant from the message and comes back. */
export class Hold extends Error {
  override readonly name = 'Hold';
  /** @param until epoch milliseconds; the message is it in ISO 8601, rounded up to whole seconds */
  constructor(until: number) {
    super(iso(until));
  }
}

/** The run is closed: its state machine ends without another word. */
export class Over extends Error {
  override readonly name = 'Over';
}

/** An event that can never be used, whoever tries again: it goes to the dead letters and is counted. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

/** There is nothing to ask an approver. The message says why, and becomes the state machine's. */
export class NotAsked extends Error {
  override readonly name = 'NotAsked';
}

/** The person was erased: nothing may be written of them. An answer to the caller, not a failure. */
export class ErasedError extends Error {
  override readonly name = 'ErasedError';
  constructor() {
    super('the person was erased; nothing is written of what was said before, or of what begins nothing anew');
  }
}

/** The person is being erased, and this is newer: it is to be tried again once the erasure has finished. */
export class ErasureUnderWayError extends Error {
  override readonly name = 'ErasureUnderWayError';
  constructor() {
    super('the person is being erased; this is newer than the erasure and is tried again once it has finished');
  }
}
