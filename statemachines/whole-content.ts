import type { Catalog } from '../lib/content/catalog.ts';
import type { AnyJourney } from './any-journey.ts';
import type { WholeProgram } from './program-form.ts';

/** What a journey can say, in the program's frames for its purpose. */
export function wholeContent(
  { content, purpose }: Pick<AnyJourney, 'content' | 'purpose'>,
  { emailLayouts, smsFooter }: Pick<WholeProgram, 'emailLayouts' | 'smsFooter'>,
): Catalog {
  return {
    ...content,
    layouts: emailLayouts[purpose],
    ...(purpose === 'marketing' && smsFooter && { smsFooters: smsFooter }),
  };
}
