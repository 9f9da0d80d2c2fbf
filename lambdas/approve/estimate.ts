import { channels } from '../../lib/domain/channel.ts';
import type { Assumed, Counted, Estimate, EstimatedChannels } from '../../lib/domain/estimate.ts';
import { channelName, count } from '../../lib/report/words.ts';
import { atMost, channelCost, leadingMarkets, marketName, meaningOf, people, summaryOf } from '../estimate-words.ts';
import { type Html, html } from '../html.ts';

/** Whom a version is for, and what its messages cost at most. */
export function estimateSection(estimate: Estimate | null): Html {
  const title = html`<h2>Whom it is for, and what it costs</h2>`;
  if (!estimate) {
    return html`${title}<p>Nobody counted it when this link was made. Ask for a new one: polyphony submit sends it.</p>`;
  }
  const tables = estimate.of === 'audience' ? countedTables(estimate) : assumedTable(estimate);
  return html`${title}<p><strong>${summaryOf(estimate)}</strong></p>
${tables}
${meaningOf(estimate).map((line) => html`<p>${line}</p>`)}`;
}

function countedTables(estimate: Counted): Html {
  const markets = leadingMarkets(estimate).map(
    ({ name, people, cost }) =>
      html`<tr><th scope="row">${name}</th><td>${count(people)}</td><td>${atMost(cost)}</td></tr>`,
  );
  return html`<table><caption>By market</caption><thead><tr><th scope="col">Market</th><th scope="col">People</th><th scope="col">Cost at most</th></tr></thead>
<tbody>${markets}<tr><th scope="row">All markets</th><td>${count(estimate.people)}</td><td>${atMost(estimate.cost)}</td></tr></tbody></table>
<table><caption>By channel</caption>${channelHead}
<tbody>${channelRows(estimate)}</tbody></table>
${estimate.markets.length > 1 && each(estimate)}`;
}

const channelHead = html`<thead><tr><th scope="col">Channel</th><th scope="col">Can be reached</th><th scope="col">Cost at most</th></tr></thead>`;

function channelRows(estimate: Counted, counted: EstimatedChannels = estimate.channels): readonly Html[] {
  return channels.flatMap((channel) => {
    const [cell, number] = [counted[channel], estimate.messages[channel]];
    if (!cell || number === undefined) return [];
    const who = channel === 'inapp' ? 'in the app' : `of ${count(cell.address)} with an address`;
    return [
      html`<tr><th scope="row">${channelName(channel)}<small>up to ${number} each</small></th><td>${count(cell.allowed)}<small>${who}</small></td><td>${channelCost(estimate, channel, cell.cost)}</td></tr>`,
    ];
  });
}

function each(estimate: Counted): Html {
  const bodies = estimate.markets.map(
    (market) =>
      html`<tbody><tr><th colspan="3" scope="rowgroup">${marketName(market.market)}: ${people(market.people)}</th></tr>${channelRows(estimate, market.channels)}</tbody>`,
  );
  return html`<details><summary>Every channel in every market</summary><table>${channelHead}${bodies}</table></details>`;
}

function assumedTable({ markets, people: number }: Assumed): Html {
  const rows = markets.map(
    ({ market, cost }) => html`<tr><th scope="row">${marketName(market)}</th><td>${atMost(cost)}</td></tr>`,
  );
  return html`<table><caption>${people(number)}, if all of them are in one market</caption><thead><tr><th scope="col">Market</th><th scope="col">Cost at most</th></tr></thead><tbody>${rows}</tbody></table>`;
}
