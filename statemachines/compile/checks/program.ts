import type { AnyJourney } from '../../any-journey.ts';
import type { WholeProgram } from '../../program-form.ts';
import { refuse } from './refuse.ts';

/** What the program says of journeys: those that it calls indispensable are there, and are no marketing. */
export function checkProgram(journeys: readonly AnyJourney[], { indispensable = [] }: WholeProgram): void {
  for (const name of indispensable) {
    const journey = journeys.find((each) => each.name === name);
    const known = journeys.map((each) => each.name).join(', ');
    if (!journey) {
      refuse(name, `an indispensable journey is one of ${known}`, 'correct it in indispensable of program.ts');
    } else if (journey.purpose !== 'transactional') {
      refuse(
        name,
        'an indispensable journey is transactional: whoever reported a message as spam gets no marketing',
        'take it out of indispensable in program.ts',
      );
    }
  }
}
