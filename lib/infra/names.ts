import { SettingsError } from './settings.ts';

/** Physical names of one stage. They are contract: people, dashboards and the sandbox find things by them. */
export interface Names {
  /** The event bus, and what every other name begins with. */
  readonly bus: string;
  readonly peopleTable: string;
  readonly tallyTable: string;
  readonly tokenSecret: string;
  readonly addressSecret: string;
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
    data: `${bus}-data`,
    app: `${bus}-app`,
  };
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
