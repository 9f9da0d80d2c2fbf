import type { Fork } from '../../lib/domain/journey-rules.ts';

/**
 * Names of states are contract: people in flight wait in them. A step's own state is named as the step is; names of
 * steps have no spaces, so that none can be one of these.
 */
export const untilState = (step: string): string => `until ${step}`;
export const readHoldState = (step: string): string => `read hold of ${step}`;
export const holdState = (step: string): string => `hold ${step}`;
/** Where every run that is not stopped ends. */
export const overState = 'over';
/** The branch that `touch` names when nothing follows. */
export const endBranch = 'end';

/** A journey, a step, an experiment, an arm: kebab case, so that they stand in state names, ids and tags as they are. */
export const namePattern = /^[a-z0-9][a-z0-9-]*$/;
/** Steps stand in touch ids, journeys in the names of state machines. */
export const maxNameLength = 40;
export const reservedNames: readonly string[] = [overState, endBranch];

/** Names a Choice after what the split looks at; the second of a name is numbered. */
export function splitState({ split }: Fork, taken: ReadonlySet<string>): string {
  const name = `split by ${split.replace(/^(event|experiment)\./, '')}`;
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}
