import { SettingsError } from './settings.ts';
import type { LetterVerbName, Verb } from './verbs.ts';

/** Physical names of one stage. They are contract: people, dashboards and the sandbox find things by them. */
export interface Names {
  /** The event bus, and what every other name begins with. */
  readonly bus: string;
  readonly peopleTable: string;
  readonly tallyTable: string;
  readonly tokenSecret: string;
  readonly addressSecret: string;
  /** The bucket of lists; the account and the region that follow make it the only one in the world. */
  readonly lists: string;
  /** The state machine of launches. It does not begin as journeys' do, so that nothing takes it for one. */
  readonly launchMachine: string;
  /** The state machine of erasures, likewise. */
  readonly erasureMachine: string;
  /** The state machine that sends again what was given up. */
  readonly againMachine: string;
  /** Keys of apps that publish without AWS credentials, and what the platforms prove themselves with. */
  readonly eventsSecret: string;
  readonly segmentSecret: string;
  readonly mparticleSecret: string;
  /** Aliases of the keys of the two stacks. */
  readonly dataKey: string;
  readonly workKey: string;
  /** Log groups; `functions` stands for all of them. */
  readonly logs: {
    readonly functions: string;
    readonly journeys: string;
    readonly launches: string;
    readonly api: string;
  };
  /** CloudWatch namespace of the metrics that functions write. */
  readonly metrics: string;
  /** Stacks. */
  readonly data: string;
  readonly app: string;
}

export const defaultStage = 'default';

/** Short enough that the longest name built on it, a dead-letter queue's, stays within AWS's limits. */
const stageName = /^[a-z][a-z0-9]{0,19}$/;

/** Two stages of one account share no name: the default one is `polyphony`, any other `polyphony-<stage>`. */
export function namesOf(stage: string): Names {
  if (!stageName.test(stage)) {
    throw new SettingsError(
      `stage "${stage}": a stage's name is up to 20 lower-case letters and digits, beginning with a letter; rename it`,
    );
  }
  const bus = stage === defaultStage ? 'polyphony' : `polyphony-${stage}`;
  return {
    bus,
    peopleTable: `${bus}-people`,
    tallyTable: `${bus}-tallies`,
    tokenSecret: `${bus}/token`,
    addressSecret: `${bus}/address`,
    lists: `${bus}-lists`,
    launchMachine: `launch-${bus}`,
    erasureMachine: `erasure-${bus}`,
    againMachine: `again-${bus}`,
    eventsSecret: `${bus}/events`,
    segmentSecret: `${bus}/segment`,
    mparticleSecret: `${bus}/mparticle`,
    dataKey: `alias/${bus}-data`,
    workKey: `alias/${bus}-work`,
    logs: {
      functions: functionLogs(`${bus}-*`),
      // Under this prefix AWS writes logs without a resource policy a group, whose size is limited.
      journeys: `/aws/vendedlogs/states/${bus}`,
      launches: `/aws/vendedlogs/states/${bus}-launches`,
      api: `/aws/vendedlogs/apis/${bus}`,
    },
    metrics: stage === defaultStage ? 'Polyphony' : `Polyphony/${stage}`,
    data: `${bus}-data`,
    app: `${bus}-app`,
  };
}

/** Where a function logs. */
export const functionLogs = (functionName: string): string => `/aws/lambda/${functionName}`;

/** The function that does a verb. */
export const functionName = ({ bus }: Names, verb: Verb): string => `${bus}-${verb}`;

/** The dashboard of a journey's report, or that of all. */
export const reportDashboardName = ({ bus }: Names, journey?: string): string =>
  journey === undefined ? `${bus}-report` : `${bus}-report-${journey}`;

/** The queue of what a verb could not do. */
export const deadLettersName = ({ bus }: Names, verb: LetterVerbName): string => `${bus}-${verb}-dead-letters`;

/** The rule on the default bus that hears executions end in this way. */
export const endingRuleName = ({ bus }: Names, how: 'failed' | 'aborted'): string => `${bus}-conclude-${how}`;

/** The rule that fires once a day. */
export const learnRuleName = ({ bus }: Names): string => `${bus}-learn`;

/** The rule on Segment's bus, which other stages may read too. */
export const partnerRuleName = ({ bus }: Names): string => `${bus}-ingest-segment`;

/** Names of the other stages' buses that begin as ours does, so that a prefix of ours would reach their things too. */
export function neighboursOf(stage: string, stages: readonly string[]): string[] {
  const { bus } = namesOf(stage);
  return stages.map((other) => namesOf(other).bus).filter((other) => other.startsWith(`${bus}-`));
}

/**
 * Refuses a journey of the default stage whose machine could carry the name of another stage's: `prod-welcome` beside
 * the stage `prod`, which has `polyphony-prod-welcome` too.
 */
export function checkJourneyNames(journeys: readonly string[], stages: readonly string[]): void {
  for (const journey of journeys) {
    const stage = stages.find((other) => other !== defaultStage && journey.startsWith(`${other}-`));
    if (stage) {
      throw new SettingsError(
        `journey "${journey}": a journey's name must not begin with a stage's ("${stage}-"); rename one of them`,
      );
    }
  }
}
