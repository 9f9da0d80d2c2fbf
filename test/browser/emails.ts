import type { Catalog } from '../../lib/content/catalog.ts';
import { renderMessage } from '../../lib/content/render.ts';
import type { Purpose } from '../../lib/domain/channel.ts';
import { catalog, type Messages } from '../../statemachines/content.ts';
import { emailLayouts } from '../../statemachines/email/layouts.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { contentOf, program } from '../../statemachines/registry.ts';
import { sampleOf } from '../statemachines/sample-event.ts';

export interface Email {
  readonly title: string;
  readonly locale: string;
  readonly html: string;
  readonly text: string;
  readonly purpose: Purpose;
}

/** One of everything that Markdown can say in an email. */
const everything = `# Everything that an email can say, in a heading of two lines

A paragraph with **bold**, *emphasis* and [a link to the guide](https://acme.example/guide), for {{ user.traits.firstName | default: "you" }}.
A line below it.

## A second heading

- One point
- Another, with [a link to the prices](https://acme.example/prices)

### A third heading

3. Counted from three
4. And onward, with a word that ends nowhere: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft

> Somebody said this, and meant it.

---

![A heron on a notebook](https://acme.example/heron.png)

[Open the longest of all buttons, which says precisely where it leads](https://acme.example/?id={{ user.id }})

Write to [our people](mailto:people@acme.example).`;

const email = (body: string) =>
  ({ channel: 'email', subject: 'All & everything', preheader: 'Before it', body }) as const;
const gallery = catalog({
  default: 'en',
  messages: { everything: email(everything) } satisfies Messages,
  translations: { ar: { everything: email('# مرحبا\n\n- أولا\n- ثانيا\n\n[افتح الدفتر](https://acme.example/)') } },
});

/** Every email of every journey in every language, and the gallery in every frame. */
export function allEmails(): Email[] {
  return [
    ...journeys.flatMap(({ name, purpose, enter, content }) =>
      emailsOf(contentOf(name) ?? content, { title: name, purpose, event: 'on' in enter ? sampleOf(enter.on) : {} }),
    ),
    ...(['marketing', 'transactional'] as const).flatMap((purpose) =>
      emailsOf({ ...gallery, layouts: emailLayouts[purpose] }, { title: `gallery-${purpose}`, purpose, event: {} }),
    ),
  ];
}

interface Occasion {
  readonly title: string;
  readonly purpose: Purpose;
  readonly event: Readonly<Record<string, unknown>>;
}

function emailsOf(content: Catalog, { title, purpose, event }: Occasion): Email[] {
  const names = Object.keys(content.messages).filter((name) => content.messages[name]?.channel === 'email');
  return [content.default, ...Object.keys(content.translations ?? {})].flatMap((locale) =>
    names.flatMap((name) => {
      const message = renderMessage({
        catalog: content,
        name,
        locale,
        variables: {
          user: { id: 'u-1', traits: { firstName: 'Wilhelmina' } },
          event,
          arm: 'arm',
          company: program.company,
          links: {
            preferences: 'https://acme.example/preferences/token',
            unsubscribe: 'https://acme.example/unsubscribe/token',
          },
        },
      });
      if (message.channel !== 'email') return [];
      return [{ title: `${title}-${name}-${locale}`, locale, html: message.html, text: message.text, purpose }];
    }),
  );
}
