import { count } from './metrics.ts';

/** A status name as a metric's dimension: providers' own words are short; whatever else came is not repeated. */
const bounded = (status: string): string => (/^[A-Za-z][\w .:-]{0,39}$/.test(status) ? status : 'other');

/**
 * Counts and logs what a provider told in a word that is not known here. Providers add such words: an event is not
 * refused for being new, and the metric says that somebody should look.
 *
 * @param ids for the log line: ids only
 */
export function countUnknownStatus(
  provider: string,
  status: string,
  ids: Readonly<Record<string, unknown>> = {},
): void {
  const fields = { level: 'warn', message: 'unknown status', ...ids };
  count('UnknownStatus', { Provider: provider, Status: bounded(status) }, fields);
}

/** Counts a receipt of a message that this stage did not send: another program's of the same account, or another stage's. */
export function countForeign(provider: string, ids: Readonly<Record<string, unknown>> = {}): void {
  count('ForeignReceipt', { Provider: provider }, { level: 'info', message: 'not a message of ours', ...ids });
}
