import type { Behaviour } from '../sandbox/twins/behaviour.ts';

/** One call that leaves a function: of an AWS service, or of a provider by HTTP. */
export interface Call {
  /** What is called and about what, without ids of its own: `Put USER/LEDGER`, `send ses`. */
  readonly name: string;
  /**
   * - `service`: its client repeats a call whose answer was lost;
   * - `transaction`: likewise, and the repeated call is known by its token;
   * - `send`: no client ever repeats it;
   * - `lookup`: what functions keep for a while, such as secrets and what is paused. It is answered at once, because a
   *   function that dies while it asks would leave its answer pending for every later invocation of this process.
   */
  readonly kind: 'service' | 'transaction' | 'send' | 'lookup';
  /** Carries it out and answers. @throws what the service answers, LostAnswer when nothing arrives */
  run(behave?: Behaviour): unknown;
}
