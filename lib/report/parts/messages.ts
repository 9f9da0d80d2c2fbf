import type { Harm, Unsent } from '../../domain/report/channels.ts';
import type { Report } from '../../domain/report.ts';
import { type Html, html } from '../html.ts';
import { type Column, section, table } from '../table.ts';
import { term } from '../terms.ts';
import { channelName, count, money, none, perThousand, spoken } from '../words.ts';

/** Why messages were not sent, and what those that were did harm. */
export function messages({ unsent, harm, cost }: Report): Html {
  if (harm.length === 0) return html``;
  const reasons: Column<Unsent>[] = [
    { head: 'Channel', cell: ({ channel }) => channelName(channel) },
    { head: 'What', cell: ({ what }) => what },
    { head: 'Why', cell: ({ reason }) => spoken(reason) },
    { head: 'Messages', cell: ({ messages: many }) => count(many), number: true },
  ];
  const rates: Column<Harm>[] = [
    { head: 'Channel', cell: ({ channel }) => channelName(channel) },
    { head: 'Sent', cell: ({ sent }) => count(sent), number: true },
    { head: 'Delivered', cell: ({ delivered }) => (delivered === null ? none : count(delivered)), number: true },
    { head: 'Unsubscribed', cell: ({ unsubscribed }) => perThousand(unsubscribed), number: true },
    { head: 'Complained', cell: ({ complained }) => perThousand(complained), number: true },
    { head: 'Bounced', cell: ({ bounced }) => perThousand(bounced), number: true },
  ];
  return section(
    'Messages',
    html`Providers took ${money(cost)} for the treatment, by the program’s price list.`,
    html`<div class="halves"><div><h3>${term('unsent', 'Why messages were not sent')}</h3>${unsent.length > 0 ? table('Not sent', reasons, unsent.slice(0, 20)) : html`<p>All were sent.</p>`}</div>
<div><h3>${term('harm', 'Per 1,000 delivered')}</h3>${table('Unsubscribes, complaints and bounces', rates, harm)}</div></div>`,
  );
}
