/** Which links say where somebody came from, and what they say. */
export interface Utm {
  /** Hosts whose visits are counted; those under them too. */
  readonly hosts: readonly string[];
  readonly source: string;
  readonly campaign: string;
  readonly content: string;
}

/**
 * Adds the `utm_…` parameters to a link that leads to one of the hosts; what its author set stays.
 *
 * @param medium the channel
 */
export function withUtm(url: string, { hosts, source, campaign, content }: Utm, medium: string): string {
  if (!leadsTo(url, hosts)) return url;
  const [, before = '', query, fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
  const set = new URLSearchParams(query);
  const added = Object.entries({
    utm_source: source,
    utm_medium: medium,
    utm_campaign: campaign,
    utm_content: content,
  })
    .filter(([name]) => !set.has(name))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  if (added.length === 0) return url;
  const joint = query === undefined ? '?' : /^\?$|&$/.test(query) ? '' : '&';
  return `${before}${query ?? ''}${joint}${added.join('&')}${fragment}`;
}

function leadsTo(url: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
