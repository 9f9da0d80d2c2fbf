import type { Standing } from '../approval.ts';
import type { Guard, JourneyRules, StepRules } from '../journey-rules.ts';
import type { Ledger, LedgerRun } from '../ledger.ts';
import type { Pauses } from '../pause.ts';
import type { Profile } from '../profile.ts';
import type { Program } from '../program.ts';
import type { TouchRecord } from '../touch-record.ts';

/** All that a decision depends on. Pure: the same answer in Lambda, sandbox, simulation and test. */
export interface Question {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whose touch it is: holdouts go by it. */
  readonly user: string;
  readonly run: LedgerRun;
  readonly journey: Pick<JourneyRules, 'name' | 'purpose' | 'caps' | 'whenCapped' | 'topic' | 'holdouts'>;
  /** Absent when the journey no longer has this step. */
  readonly step: StepRules | undefined;
  readonly stepName: string;
  readonly guard?: { readonly unless: Guard; readonly ladder: readonly TouchRecord[] };
  readonly profile: Profile | null;
  readonly ledger: Ledger;
  readonly program: Program;
  /** Absent: nothing is paused. */
  readonly pauses?: Pauses;
  /** Of a journey that names approvers. */
  readonly approval?: Standing;
  /** The live rules of the person's other journeys: what their next steps are. Absent: they have none. */
  readonly journeys?: (name: string) => OtherJourney | undefined;
}

export type OtherJourney = Pick<JourneyRules, 'purpose' | 'steps' | 'holdouts'>;
