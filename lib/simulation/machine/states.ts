/** States of the Amazon States Language, as far as the machines of this repository use them. */
export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly InputPath?: string;
  readonly OutputPath?: string;
  readonly ResultPath?: string | null;
  readonly ResultSelector?: object;
  readonly Parameters?: object;
  readonly Result?: unknown;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
  readonly Seconds?: number;
  readonly SecondsPath?: string;
  readonly Choices?: readonly Choice[];
  readonly Default?: string;
  readonly Error?: string;
  readonly Cause?: string;
  readonly ItemsPath?: string;
  readonly ItemSelector?: object;
  readonly ItemProcessor?: Definition;
}

export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly MaxAttempts?: number;
  readonly JitterStrategy?: string;
}

interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly ResultPath?: string | null;
  readonly Next: string;
}

export interface Choice {
  readonly Variable?: string;
  readonly And?: readonly Choice[];
  readonly Or?: readonly Choice[];
  readonly Not?: Choice;
  readonly Next?: string;
  readonly [comparison: string]: unknown;
}

/** What a state failed with. */
export interface Failure {
  readonly error: string;
  readonly cause: string;
}

/** Whether a retrier or a catcher is for this error. */
export const isFor = ({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }, error: string): boolean =>
  ErrorEquals.some(
    (name) => name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  );
