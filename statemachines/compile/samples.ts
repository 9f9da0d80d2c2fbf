import type { Variables } from '../../lib/content/variables.ts';
import type { AnyJourney } from '../any-journey.ts';
import type { EventField } from '../events.ts';
import type { WholeProgram } from '../program-form.ts';
import { entryFieldsOf } from './checks/entry.ts';

/** Somebody to try messages out on. */
export interface Sample {
  readonly who: string;
  readonly variables: Variables;
}

/** Somebody with all that the program's samples have, and somebody of whom nothing is known: defaults may be longer. */
export function samplesFor({ enter }: Pick<AnyJourney, 'enter'>, { samples, company }: WholeProgram): Sample[] {
  const fields = Object.entries(entryFieldsOf(enter));
  const event = Object.fromEntries(fields.map(([name, kind]) => [name, sampleOf(kind)]));
  const links = {
    unsubscribe: 'https://example.com/unsubscribe/token',
    // Nothing shortens it, so an SMS counts all of its token.
    preferences: `https://example.com/preferences/${'t'.repeat(150)}`,
  };
  const around = { event, company, links };
  const id = 'user-0123456789';
  return [
    {
      who: 'somebody with all samples',
      variables: { ...around, user: { id, traits: samples.traits, country: 'DE', locale: 'en' } },
    },
    { who: 'somebody of whom nothing is known', variables: { ...around, user: { id } } },
  ];
}

function sampleOf(kind: EventField): unknown {
  if (typeof kind !== 'string')
    return kind.reduce((longest, value) => (value.length > longest.length ? value : longest), '');
  return { string: 'A name of thirty-two characters.', number: 1234.56, boolean: true }[kind];
}

/**
 * A short link at its longest, as an SMS counts it: an API Gateway's own host, of an id of 10 characters and a region of 14
 * in China, `/l/` and an id of 11. A domain of your own is shorter.
 */
export const longestShortLink = `https://${'a'.repeat(10)}.execute-api.cn-northwest-1.amazonaws.com.cn/l/${'a'.repeat(11)}`;
