import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { type Channel, channels } from '../../domain/channel.ts';
import { type Basis, bases } from '../../domain/consent.ts';
import { fromIso } from '../../domain/instant.ts';
import { isZone } from '../../domain/zone.ts';
import { type Account, readPlace } from '../account.ts';
import type { Read } from '../command.ts';
import { encodingName, isEncoding } from './encoding.ts';
import type { Terms } from './events.ts';
import type { ExpectedExport } from './lines.ts';
import { type Field, fields, type Where } from './reading.ts';
import { standingOf } from './status.ts';
import type { About, Tool } from './tool.ts';
import { tools } from './tools.ts';
import { dateOrders } from './when.ts';

/** An import as it was asked for. */
export interface Asked {
  readonly account: Account;
  readonly file: string;
  readonly from: string;
  readonly tool: Tool;
  readonly where: Where;
  /** What the file must be, and have. */
  readonly expected: ExpectedExport;
  readonly about: About;
  readonly terms: Terms;
  readonly isDryRun: boolean;
  readonly isResuming: boolean;
  /** Of the result. */
  readonly result: string;
  /** Events a second at most. */
  readonly rate: number;
  readonly isJson: boolean;
  /** Every option that changes what is published, for the state file. */
  readonly shaping: Readonly<Record<string, unknown>>;
}

const own = {
  from: { type: 'string' },
  map: { type: 'string' },
  'user-id': { type: 'string' },
  'user-id-from': { type: 'string' },
  basis: { type: 'string' },
  status: { type: 'string' },
  'exported-at': { type: 'string' },
  timezone: { type: 'string' },
  dates: { type: 'string' },
  delimiter: { type: 'string' },
  encoding: { type: 'string' },
  country: { type: 'string' },
  channels: { type: 'string' },
  'message-types': { type: 'string' },
  'dry-run': { type: 'boolean' },
  resume: { type: 'boolean' },
  result: { type: 'string' },
  rate: { type: 'string' },
  json: { type: 'boolean' },
} as const;

class Wrong extends Error {}

/** What was asked; `wrong` says what is missing or cannot be, with the remedy. */
export function readOptions(args: string[], env = process.env): Read<Asked> {
  const asked = readPlace(args, own, 1);
  if (asked === 'help' || 'wrong' in asked) return asked;
  const text = (name: keyof typeof own) => asked.values[name] as string | undefined;
  try {
    const file = asked.rest[0] ?? fail('say which file');
    const modified = statSync(file, { throwIfNoEntry: false });
    if (!modified?.isFile()) fail(`${JSON.stringify(file)} is no file; check its path`);
    const from = text('from') ?? fail(`say which tool it is from: --from ${Object.keys(tools).join('|')}`);
    const tool = Object.hasOwn(tools, from) ? (tools[from] as Tool) : fail(oneOf('--from', from, Object.keys(tools)));
    const { columns, traits, named } = mapOf(tool, text('map'), text('user-id'));
    const userIdFrom = text('user-id-from');
    if (userIdFrom !== undefined && userIdFrom !== 'email') fail(oneOf('--user-id-from', userIdFrom, ['email']));
    if (columns.userId === undefined && userIdFrom === undefined) {
      fail(
        'an export must say who people are: name the column of your own user ids with --user-id <column>, or take a ' +
          'hash of the address with --user-id-from email',
      );
    }
    const status = text('status') ?? tool.statusOf?.(basename(file));
    if (status === undefined && tool.needsStatus && columns.status === undefined) {
      fail(
        `the name ${JSON.stringify(basename(file))} does not say for certain whether its people are subscribed: say ` +
          '--status subscribed|unsubscribed|cleaned|nonsubscribed',
      );
    }
    if (status !== undefined && standingOf(status) === undefined) {
      fail(oneOf('--status', status, ['subscribed', 'unsubscribed', 'cleaned']));
    }
    const zone = text('timezone') ?? tool.zone;
    if (!isZone(zone)) fail(`--timezone ${zone}: a zone is an IANA name or an offset, such as Europe/Berlin or -06:00`);
    const dates = text('dates') === undefined ? tool.dates : known('--dates', text('dates'), dateOrders);
    const exportedAt = instant(text('exported-at')) ?? Math.floor((modified?.mtimeMs ?? 0) / 1000) * 1000;
    const isDryRun = asked.values['dry-run'] === true;
    const about: About = {
      status,
      channels: idsOf('--channels', text('channels')),
      messageTypes: idsOf('--message-types', text('message-types')),
    };
    const terms: Terms = {
      source: `import ${from} ${basename(file)}`.slice(0, 500),
      basis: basisOf(text('basis')),
      exportedAt,
      grantedIn: columns.grantedAt ?? [],
      userIdFromEmail: userIdFrom === 'email',
      userIdKey: env.POLYPHONY_USER_ID_KEY || undefined,
    };
    const country = countryOf(text('country'));
    const where: Where = { columns, traits, times: { zone, ...(dates && { dates }) }, ...(country && { country }) };
    const expected: ExpectedExport = {
      delimiter: delimiterOf(text('delimiter')),
      encoding: encodingOf(text('encoding')),
      known: [...Object.values(columns).flat(), ...Object.values(traits), ...(tool.yes ?? [])],
      needed: [
        (userIdFrom === undefined ? columns.userId : columns.email) ?? [],
        ...named.map((name) => [name]),
      ].filter((names) => names.length > 0),
    };
    return {
      account: asked.account,
      file,
      from,
      tool,
      where,
      expected,
      about,
      terms,
      isDryRun,
      isResuming: asked.values.resume === true,
      result: text('result') ?? `${file}.${isDryRun ? 'dry-run' : 'import'}.jsonl`,
      rate: rateOf(text('rate')),
      isJson: asked.values.json === true,
      shaping: {
        stage: asked.account.names.bus,
        from,
        where,
        terms: { ...terms, userIdKey: terms.userIdKey !== undefined },
        about: { status, channels: [...about.channels], messageTypes: [...about.messageTypes] },
        delimiter: expected.delimiter,
        encoding: expected.encoding,
      },
    };
  } catch (error) {
    if (error instanceof Wrong) return { wrong: error.message };
    throw error;
  }
}

function fail(wrong: string): never {
  throw new Wrong(wrong);
}

const oneOf = (option: string, value: string, known: readonly string[]) =>
  `${option} ${value}: it is one of ${known.join(', ')}`;

function known<const T extends readonly string[]>(option: string, value: string | undefined, all: T): T[number] {
  return all.find((each) => each === value) ?? fail(oneOf(option, value ?? '', all));
}

/** `double_opt_in` is what only an export can prove. */
function basisOf(basis: string | undefined): Basis | 'none' | undefined {
  if (basis === undefined) return undefined;
  if (basis === 'double_opt_in') {
    fail('--basis double_opt_in: the export must prove it; map the time they confirmed: --map confirmedAt=<column>');
  }
  return known('--basis', basis, [...bases, 'none'] as const);
}

function mapOf(tool: Tool, map: string | undefined, userId: string | undefined) {
  const columns: Partial<Record<Field, readonly string[]>> = { ...tool.columns };
  const traits: Record<string, string> = {};
  /** Columns that somebody named are there. */
  const named: string[] = [];
  for (const [field, column] of pairs('--map', map)) {
    named.push(column);
    if (field.startsWith('traits.')) traits[field.slice('traits.'.length)] = column;
    else columns[known('--map', field, fields)] = [column];
  }
  if (userId !== undefined) {
    columns.userId = [userId];
    named.push(userId);
  }
  return { columns, traits, named };
}

function delimiterOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const sign = { tab: '\t', '\\t': '\t' }[text] ?? text;
  return sign.length === 1 ? sign : fail(`--delimiter ${JSON.stringify(text)}: it is one character, or tab`);
}

function encodingOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return isEncoding(text) ? encodingName(text) : fail(`--encoding ${text}: one of utf-8, utf-16le, windows-1252, …`);
}

function countryOf(text: string | undefined): string | undefined {
  const code = text?.toUpperCase();
  if (code === undefined || isSupportedCountry(code)) return code;
  return fail(`--country ${text}: a country is ISO 3166-1 alpha-2, like DE`);
}

const idsOf = (option: string, text: string | undefined): ReadonlyMap<string, Channel | 'ignore'> =>
  new Map(pairs(option, text).map(([id, name]) => [id, known(option, name, [...channels, 'ignore'] as const)]));

/** `a=b,c=d` */
function pairs(option: string, text: string | undefined): (readonly [string, string])[] {
  if (text === undefined) return [];
  return text.split(',').map((pair) => {
    const [left = '', right = ''] = pair.split('=', 2).map((side) => side.trim());
    return left && right ? ([left, right] as const) : fail(`${option} ${pair}: write it as name=value,name=value`);
  });
}

function instant(text: string | undefined): number | undefined {
  try {
    return text === undefined ? undefined : fromIso(text);
  } catch (error) {
    return fail(`--exported-at ${error instanceof Error ? error.message : ''}`);
  }
}

/** EventBridge takes thousands a second; the functions behind it share the account's concurrency with live traffic. */
const defaultRate = 1000;

function rateOf(text: string | undefined): number {
  const rate = text === undefined ? defaultRate : Number(text);
  return rate > 0 && rate <= 100_000 ? rate : fail(`--rate ${text}: events a second, such as ${defaultRate}`);
}
