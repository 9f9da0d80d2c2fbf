import { toIsoDuration } from '../../domain/duration.ts';
import { laws, presets } from '../../domain/policies/index.ts';
import { europe, france, type Jurisdiction, unitedStates } from '../../domain/policies/jurisdiction.ts';
import type { Policy, Predicate } from '../../domain/policies/policy.ts';
import { type OpenRange, weekdays } from '../../domain/window.ts';

const opening = `# Rules

*Written by \`npm run docs\` from the rows in \`lib/domain/policies\`. Not legal advice: your counsel decides.*

Every touch is asked whether the rows below let it speak. All rows that apply hold at once: windows must all be open,
each row about consent must find a basis, every cap binds. A decision names the row that held or refused it.

Which rows apply follows from where a person may be: what the profile tells (\`region\`, \`country\`, \`timezone\`) and, for SMS
and WhatsApp, what the number says (its country; in the USA its state). Both are candidates, and the rows of all candidates
hold. Whose state is unknown may be in any of them, and whose time zone is unknown must be inside the window in all zones
that are left: tell \`timezone\` or \`region\` with the profile, and the windows widen.

Where sources conflict (**?**), a row is the stricter reading. A program adds rows of its own, switches presets on, and
overrides a row of law only by its id and with a reason:

\`\`\`ts
policies: {
  presets: ['de-double-opt-in'],
  rows: [{ id: 'mx-sms-hours', title: 'Mexico: SMS from 09:00', jurisdiction: ['MX'], channels: ['sms'], source: 'house rule',
    predicate: { kind: 'window', hours: { from: '09:00', to: '20:00' } } }],
  overrides: [{ row: 'ca-implied-inquiry', reason: 'all implied consent of ours is from purchases' }],
},
\`\`\`
`;

/** docs/rules.md: every row, in Markdown. */
export function rulesPage(): string {
  const deciding = laws.filter(({ predicate }) => predicate.kind !== 'kept');
  const kept = laws.filter(({ predicate }) => predicate.kind === 'kept');
  return [
    opening,
    section('Decided before every touch', '', deciding, 'rule'),
    section('Kept elsewhere', 'Rows that are no decision, and what keeps them.', kept, 'kept by'),
    section('Presets', 'Off, unless the program switches them on.', presets, 'rule'),
  ].join('\n');
}

function section(title: string, about: string, rows: readonly Policy[], what: string): string {
  const head = `| id | what | where | channels | ${what} | source |\n|---|---|---|---|---|---|`;
  return [`## ${title}\n`, ...(about ? [`${about}\n`] : []), head, ...rows.map(line), ''].join('\n');
}

function line({
  id,
  title,
  jurisdiction,
  follows,
  channels,
  predicate,
  source,
  certainty,
  from,
  until,
}: Policy): string {
  const dates = [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' ');
  const where = `${placesOf(jurisdiction)}${follows === 'number' ? ' (the number)' : ''}`;
  const rule = [say(predicate), dates].filter(Boolean).join(', ');
  const cells = [
    `\`${id}\``,
    title,
    where,
    channels.join(', '),
    rule,
    `${source}${certainty === 'conflicting' ? ' **?**' : ''}`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Lists of countries by the name that people know them by. */
const areas: readonly (readonly [name: string, places: readonly string[]])[] = [
  ['EU, EEA, UK', europe],
  ['USA', unitedStates],
  ['France', france],
];

function placesOf(jurisdiction: Jurisdiction): string {
  if (jurisdiction === 'everywhere') return 'everywhere';
  const area = areas.find(([, places]) => places.every((place) => jurisdiction.includes(place)));
  if (!area) return jurisdiction.join(', ');
  const [name, places] = area;
  return [name, ...jurisdiction.filter((place) => !places.includes(place))].join(', ');
}

function say(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'consent':
      return `basis: ${predicate.anyOf.join(' or ')}`;
    case 'expiry':
      return `\`${predicate.basis}\` ends after ${predicate.afterMs / 86_400_000} days`;
    case 'window':
      return `${predicate.open.map(hours).join('; ')}${predicate.closed ? `; not on ${predicate.closed.replaceAll('-', ' ')}` : ''}`;
    case 'cap':
      return `at most ${predicate.max} in ${toIsoDuration(predicate.perMs)}${predicate.of === 'subject' ? ' by one journey' : ''}`;
    case 'never':
      return 'never';
    case 'registration':
      return `needs \`${predicate.needs}\` in the program`;
    case 'kept':
      return `${predicate.by}: ${predicate.how}`;
  }
}

function hours({ days, from, to }: OpenRange): string {
  const when = days.length === weekdays.length ? '' : days.length > 1 ? `${days[0]}–${days.at(-1)} ` : `${days[0]} `;
  return `${when}${from}–${to}`;
}
