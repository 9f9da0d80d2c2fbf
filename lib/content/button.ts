import { escapeHtml } from './escape.ts';

const style = [
  'display:inline-block',
  'padding:12px 22px',
  'border-radius:8px',
  'background:#1f5f4f',
  'color:#ffffff',
  'font-weight:600',
  'text-decoration:none',
].join(';');

/**
 * The `button` filter of email HTML: `{{ "https://…" | button: "Open it" }}`. One look for all, large enough for a thumb.
 *
 * @throws Error unless it leads to an https link
 */
export function buttonHtml(url: unknown, label: unknown): string {
  if (typeof url !== 'string' || !url.startsWith('https://')) throw new Error('a button leads to an https link');
  if (typeof label !== 'string' || label === '') throw new Error('a button has a label');
  return `<a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a>`;
}
