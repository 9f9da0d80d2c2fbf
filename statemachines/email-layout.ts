import type { EmailLayout } from '../lib/content/catalog.ts';
import type { EmailLayouts } from './program-form.ts';

/** The words of the frame in one language. */
interface Words {
  /** Why the reader gets this; `{{ company.name }}` may stand in it. */
  readonly because: string;
  readonly unsubscribe: string;
}

interface Frame {
  readonly marketing: Words;
  /** A message somebody needs offers no way to unsubscribe from it. */
  readonly transactional: Pick<Words, 'because'>;
}

const frames: Readonly<Record<string, Frame>> = {
  en: {
    marketing: {
      because: 'You get this because you asked for news and tips from {{ company.name }}.',
      unsubscribe: 'Unsubscribe',
    },
    transactional: { because: 'You get this because it concerns your account at {{ company.name }}.' },
  },
  de: {
    marketing: {
      because: 'Du bekommst diese E-Mail, weil du dir Neues und Tipps von {{ company.name }} gewünscht hast.',
      unsubscribe: 'Abmelden',
    },
    transactional: { because: 'Du bekommst diese E-Mail, weil sie dein Konto bei {{ company.name }} betrifft.' },
  },
};

const ink = '#23302b';
const quiet = '#66736d';
const paper = '#f4f2ec';
const font = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** The frame around every email. Restyle it here; the compiler refuses a marketing frame without its unsubscribe link. */
export const emailLayouts: EmailLayouts = {
  marketing: mapValues(frames, ({ marketing }) => layoutOf(marketing)),
  transactional: mapValues(frames, ({ transactional }) => layoutOf(transactional)),
};

function layoutOf(words: Pick<Words, 'because'> & Partial<Words>): EmailLayout {
  return { html: htmlOf(words), text: textOf(words) };
}

function htmlOf({ because, unsubscribe }: Parameters<typeof layoutOf>[0]): string {
  const link = unsubscribe
    ? `<p style="margin:0 0 8px;"><a href="{{ links.unsubscribe }}" style="color:${quiet};">${unsubscribe}</a></p>\n`
    : '';
  return `<!doctype html>
<html lang="{{ locale }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{{ subject }}</title>
</head>
<body style="margin:0;padding:0;background:${paper};-webkit-text-size-adjust:100%;">
<div style="display:none;max-height:0;overflow:hidden;">{{ preheader }}${'&#8199;&#65279;'.repeat(40)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${paper};">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;">
<tr><td style="padding:0 8px 16px;font:600 15px/1.4 ${font};color:${ink};">{{ company.name }}</td></tr>
<tr><td style="padding:28px 24px;background:#ffffff;border-radius:12px;font:400 17px/1.55 ${font};color:${ink};">
{{ content }}
</td></tr>
<tr><td style="padding:20px 8px 0;font:400 13px/1.6 ${font};color:${quiet};">
<p style="margin:0 0 8px;">${because}</p>
${link}<p style="margin:0;">{{ company.name }}, {{ company.postalAddress }}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function textOf({ because, unsubscribe }: Parameters<typeof layoutOf>[0]): string {
  const link = unsubscribe ? `${unsubscribe}: {{ links.unsubscribe }}\n` : '';
  return `{{ content }}

-- 
${because}
${link}
{{ company.name }}, {{ company.postalAddress }}
`;
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
