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

Who tells less is not held to less:

- A country is an assigned code of ISO 3166-1, or XK; \`UK\` is read as GB and \`EL\` as GR, also where a profile has them already.
  Any other code is as none: then region, zone and number decide.
- Where no row of law names the country, its code does not decide alone: the zone is a candidate beside it.
- A clock without a place is a candidate for all places that show its time: a fixed offset, \`Etc/GMT-1\`, \`EST\`, \`CET\`. UTC in all its
  spellings tells no place, because servers say it of whom they know nothing. Where such a clock cannot be that of the
  person's places, windows must be open there too.
- Of whom only a number is known, it decides on every channel.
- Of whom nothing tells a place, every row that is always on holds. Presets, and rows that a program adds for a place, hold
  where the place is told.
- A time zone that is unknown altogether is the program's: no hour is inside a window all over the world.

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

const places = `## Places

| where | are | why |
|---|---|---|
| EU, EEA, UK and neighbours | ${europe.join(' ')} | the ePrivacy Directive or the United Kingdom's PECR; SJ has the law of Norway; GG, IM and GI have statutes like PECR, JE a data protection law that leaves consent; AD, MC, SM, VA, FO and GL have laws made after those of the Union or Denmark, which is the stricter reading |
| France | ${france.join(' ')} | with its departments and collectivities: the codes of France are extended to them |
| USA | ${unitedStates.join(' ')} | with its territories and outlying islands |
| each alone | AU BR CA IN | rows of their own |

No row names BQ, CW, AW and SX (the law of the Union does not hold in the Dutch Caribbean, and theirs has no rule on marketing
messages that differs by consent), HK (an opt-out for commercial messages, which is always offered), MO and XK (no statute of their own on
electronic marketing that we know), CH (its rule is in its competition law; add a row if it concerns you) nor any other country:
rows that hold everywhere hold there too, and a program may add its own. Numbers of territories that share a calling code
(+44 of JE, GG and IM, +262 of YT and TF, +590 of BL and MF) are taken for the country that has it.
`;

/** docs/rules.md: every row, in Markdown. */
export function rulesPage(): string {
  const deciding = laws.filter(({ predicate }) => predicate.kind !== 'kept');
  const kept = laws.filter(({ predicate }) => predicate.kind === 'kept');
  return [
    opening,
    places,
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
  ['EU, EEA, UK and neighbours', europe],
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
