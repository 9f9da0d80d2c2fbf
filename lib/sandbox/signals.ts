import { EventEmitter } from 'node:events';
import type { EventEnvelope } from './events/envelope.ts';
import type { OutboxRow } from './outbox.ts';

/** An execution that began or ended. */
export interface RunSignal {
  /** Virtual time, epoch milliseconds. */
  readonly at: number;
  /** Short name of the state machine. */
  readonly journey: string;
  /** Name of the execution. */
  readonly run: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** The execution's input, parsed. */
  readonly input: unknown;
}

/** What can be watched while the sandbox runs. */
export interface SignalMap {
  /** A provider accepted something, or an in-app message was written. */
  touch: [row: OutboxRow];
  run: [run: RunSignal];
  /** An event was accepted on a bus. */
  event: [event: EventEnvelope, bus: string];
}

export class Signals extends EventEmitter<SignalMap> {}
