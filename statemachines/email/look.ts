import type { EmailStyles } from '../../lib/content/markdown/styles.ts';

interface Colours {
  readonly page: string;
  readonly card: string;
  readonly ink: string;
  /** Words beside the message: who speaks, and why. */
  readonly quiet: string;
  readonly line: string;
  readonly link: string;
  readonly button: string;
  readonly onButton: string;
}

/** Each pair that meets has a contrast of 4.5:1 or more; no pure black or white, which inverting programs turn harsh. */
export const light: Colours = {
  page: '#f3f1ea',
  card: '#fefefc',
  ink: '#22302a',
  quiet: '#56635c',
  line: '#dcd9cf',
  link: '#17614f',
  button: '#17614f',
  onButton: '#fefefc',
};

export const dark: Colours = {
  page: '#121815',
  card: '#1d2521',
  ink: '#e7ece9',
  quiet: '#a9b5ae',
  line: '#38443e',
  link: '#86d6bb',
  button: '#86d6bb',
  onButton: '#10201a',
};

export const font = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** What a message's Markdown looks like, in light; the frame's style sheet turns it dark. */
export const styles: EmailStyles = {
  h1: 'margin:0 0 16px;font-size:26px;line-height:1.25;font-weight:700;letter-spacing:-0.01em;',
  h2: 'margin:32px 0 12px;font-size:20px;line-height:1.3;font-weight:700;',
  h3: 'margin:24px 0 8px;font-size:17px;line-height:1.4;font-weight:700;',
  p: 'margin:0 0 18px;',
  ul: 'margin:0 0 24px;padding:0 0 0 26px;padding-inline:26px 0;',
  ol: 'margin:0 0 24px;padding:0 0 0 26px;padding-inline:26px 0;',
  li: 'margin:0 0 12px;',
  a: `color:${light.link};text-decoration:underline;`,
  img: 'display:block;width:100%;max-width:100%;height:auto;border:0;border-radius:8px;',
  blockquote: `margin:0 0 18px;padding:2px 18px 0;border-inline-start:3px solid ${light.line};`,
  hr: `margin:28px 0;border:0;border-top:1px solid ${light.line};`,
  buttonCell: `border-radius:8px;background:${light.button};mso-padding-alt:13px 24px;`,
  button: [
    'display:inline-block',
    'padding:13px 24px',
    'border-radius:8px',
    `background:${light.button}`,
    `color:${light.onButton}`,
    'font-weight:600',
    'line-height:22px',
    'text-decoration:none;',
  ].join(';'),
};
