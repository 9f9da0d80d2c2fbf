import mjml2html from 'mjml';
import type { EmailLayout } from '../../lib/content/catalog.ts';
import { dark, font, light } from './look.ts';

/**
 * The frame around every email, in MJML; restyle it here, and the colours in `look.ts`. It has places for the message
 * (`subject`, `preheader`, `content`), for the words of `words.ts` (`because`), and for the reader's own say (`choose`, `unsubscribe`).
 * Compiled when this file is read, which is where Lambdas are bundled, not in them.
 */
export const frame: EmailLayout = {
  html: await compiled(),
  text: `{{ content }}

-- 
{{ because }}
{{ choose }}{{ unsubscribe }}
{{ company.name }}, {{ company.postalAddress }}
`,
};

/** What a reader can do about it: what stands at these names in the frame. Large enough for a thumb. */
export const ways: Readonly<Record<'choose' | 'unsubscribe', EmailLayout>> = {
  choose: way('preferences'),
  unsubscribe: way('unsubscribe'),
};

function way(link: 'preferences' | 'unsubscribe'): EmailLayout {
  return {
    html:
      `<a class="${link}" href="{{ links.${link} }}" style="display:inline-block;padding:8px 0 14px;` +
      `line-height:22px;color:${light.quiet};text-decoration:underline;">{{ words }}</a>`,
    text: `{{ words }}: {{ links.${link} }}\n`,
  };
}

function mjml(): string {
  return `
<mjml lang="{{ locale }}" dir="{{ direction }}">
  <mj-head>
    <mj-title>{{ subject }}</mj-title>
    <mj-preview>{{ preheader }}${'&#8199;&#65279;'.repeat(40)}</mj-preview>
    <mj-raw>
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
    </mj-raw>
    <mj-attributes>
      <mj-all font-family="${font}" />
      <mj-section padding="0" />
      <mj-text padding="0" color="${light.ink}" />
    </mj-attributes>
    <mj-style>${darkStyles()}</mj-style>
  </mj-head>
  <mj-body width="584px" background-color="${light.page}" css-class="page">
    <mj-wrapper padding="0 12px">
      <mj-section padding="28px 24px 14px">
        <mj-column>
          <mj-text css-class="name" font-size="17px" line-height="24px" font-weight="700">
            <div dir="{{ direction }}" style="text-align:start;">{{ company.name }}</div>
          </mj-text>
        </mj-column>
      </mj-section>
      <mj-section css-class="card" background-color="${light.card}" border-radius="14px" padding="32px 24px 14px">
        <mj-column>
          <mj-text css-class="message" font-size="17px" line-height="27px">
            <div dir="{{ direction }}" style="text-align:start;">{{ content }}</div>
          </mj-text>
        </mj-column>
      </mj-section>
      <mj-section padding="20px 24px 36px">
        <mj-column>
          <mj-text css-class="aside" color="${light.quiet}" font-size="14px" line-height="22px">
            <div dir="auto" style="text-align:start;">
              <p style="margin:0 0 6px;">{{ because }}</p>
              <p style="margin:0;">{{ choose }}&ensp; {{ unsubscribe }}</p>
              <p style="margin:0;">{{ company.name }}, {{ company.postalAddress }}</p>
            </div>
          </mj-text>
        </mj-column>
      </mj-section>
    </mj-wrapper>
  </mj-body>
</mjml>`;
}

/** Apple Mail and others ask for the dark colours; Outlook marks what it has turned dark itself. */
function darkStyles(): string {
  const rules: readonly (readonly [selectors: readonly string[], declarations: string])[] = [
    [['.page', '.page>div'], `background-color:${dark.page}!important`],
    [['.card', '.card>table'], `background:${dark.card}!important;background-color:${dark.card}!important`],
    [['.name div', '.message div', '.message h1', '.message h2', '.message h3'], `color:${dark.ink}!important`],
    [['.message a'], `color:${dark.link}!important`],
    [['.message blockquote', '.message hr'], `border-color:${dark.line}!important`],
    [
      ['.message .button', '.message .button a'],
      `background:${dark.button}!important;color:${dark.onButton}!important`,
    ],
    [['.aside div', '.aside a'], `color:${dark.quiet}!important`],
  ];
  const under = (prefix: string) =>
    rules.map(([selectors, style]) => `${selectors.map((each) => prefix + each).join(',')}{${style}}`).join('\n');
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
${under('')}
}
${under('[data-ogsc] ')}`;
}

async function compiled(): Promise<string> {
  const { html } = await mjml2html(mjml(), { validationLevel: 'strict', keepComments: false, fonts: {} });
  return html.replace(/^\s+/gm, '').replace(/\s+$/gm, '');
}
