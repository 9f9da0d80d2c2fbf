/** Schemes that run code, read files or leave the wire open: no message may lead there. */
const forbidden = new Set(['http', 'ws', 'ftp', 'javascript', 'vbscript', 'data', 'file', 'blob', 'about', 'intent']);

const literalStart = /^([a-z][a-z0-9+.-]*):\/\/([^\s{}]*)/i;

/**
 * The part of a link's template that no variable can change: `https://host/` or the app's own `scheme://`.
 *
 * @returns `null` when there is none, or it is not safe
 */
export function fixedOrigin(template: string): string | null {
  const [, scheme = '', rest = ''] = literalStart.exec(template) ?? [];
  if (scheme === '' || forbidden.has(scheme.toLowerCase())) return null;
  if (scheme.toLowerCase() !== 'https') return `${scheme}://`;
  const end = rest.search(/[/?#]/);
  const host = end < 0 ? rest : rest.slice(0, end);
  const wholeHost = end >= 0 || template.length === `${scheme}://${rest}`.length;
  return wholeHost && /^[a-z0-9.-]+(:\d+)?$/i.test(host) ? `${scheme}://${host}` : null;
}

/** Whether a rendered link leads to where its template begins, whatever was filled in. */
export function leadsHome(template: string, url: string): boolean {
  const origin = fixedOrigin(template);
  return (
    origin !== null && URL.canParse(url) && (origin.endsWith('://') || new URL(url).origin === new URL(origin).origin)
  );
}
