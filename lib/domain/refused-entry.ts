/** An event, or a launch, that would have entered a journey, had the journey's own terms allowed it. */
export interface RefusedEntry {
  readonly journey: string;
  /** Id of the event or the launch. */
  readonly event: string;
  /** When it occurred, epoch milliseconds. */
  readonly at: number;
  /** Entered before; not long enough ago; its goal or an exit came first; its version is not approved. */
  readonly why: 'once' | 'too-soon' | 'goal-first' | 'not-approved';
}
