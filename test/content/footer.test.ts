import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alwaysLinks, syntaxErrorOf } from '../../lib/content/analysis.ts';
import { compileBody } from '../../lib/content/markdown/index.ts';
import { checkMarkup } from '../../lib/content/markup.ts';
import { partsOf } from '../../lib/content/parts.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';
import { emailLayouts } from '../../statemachines/email/layouts.ts';
import { styles } from '../../statemachines/email/look.ts';

const pieces = [
  ...[
    '# ',
    '## ',
    '- ',
    '1. ',
    '> ',
    '**',
    '*',
    '`',
    '[',
    '](https://a.example/)',
    '![',
    '---',
    '|',
    '\\',
    '\n',
    '\n\n',
    '    ',
  ],
  ...[
    '{% if user.id %}',
    '{% else %}',
    '{% endif %}',
    '{{ user.id }}',
    '{{',
    '%}',
    '{% comment %}',
    '{% endcomment %}',
  ],
  ...['<!--', '-->', '</td>', '<style>', '<', '"', '&amp;', 'a ', 'word', 'https://b.example', '\uE0000\uE001'],
];

/** What a piece of the code answers, or that it refuses by a rule. Any other error is a bug. */
function ruled<T>(run: () => T): T | RuleError {
  try {
    return run();
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
}

test('no body in Markdown reaches the footer', () => {
  const layout = emailLayouts.marketing.en ?? { html: '', text: '' };
  const body = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((chosen) => chosen.join(''));

  fc.assert(
    fc.property(body, (markdown) => {
      const made = ruled(() => compileBody(markdown, {}, styles));
      if (made instanceof RuleError) return;
      const message = { channel: 'email', subject: 's', preheader: 'p', ...made } as const;
      // The compiler refuses what is no Liquid template, before all else.
      if (partsOf(message).some((part) => syntaxErrorOf(part) !== null)) return;
      const fault = ruled(() => checkMarkup(made.html, {}));
      if (fault instanceof RuleError) {
        // Whatever Markdown opens also closes; these can be told only of the whole.
        expect(fault.message).toMatch(/headings begin|words of a link|Liquid block/);
        return;
      }
      const framed = partsOf(message, { layout }).filter(({ name }) => name !== 'subject');
      expect(framed.map((part) => alwaysLinks(part, 'links.unsubscribe'))).toEqual([true, true]);
    }),
    { numRuns: 2000 },
  );
});
