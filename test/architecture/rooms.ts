/** What may be imported from where: the table of the rooms, and what breaks it. */
export interface Room {
  /** A module belongs to the first room whose pattern its path fits. */
  readonly path: RegExp;
  readonly name: string;
  /** Names of rooms it may import from, besides itself. */
  readonly rooms: readonly string[];
  /** Packages and Node's own modules it may import; `true`: any but the CDK. */
  readonly packages: readonly RegExp[] | true;
}

const cdk = /^(?:aws-cdk-lib|constructs|aws-cdk|cdk-nag)(?:\/|$)/;
const aws = /^@(?:aws-sdk|smithy)\//;
const node = /^node:/;
const deployed = [
  'lib/domain',
  'lib/engine',
  'lib/report',
  'lib/store',
  'lib/channels',
  'lib/forward',
  'lib/content',
  'lib/aws',
  'statemachines',
];

/** Narrower before wider. */
export const rooms: readonly Room[] = [
  {
    name: 'lib/domain',
    path: /^lib\/domain\//,
    rooms: [],
    packages: [/^node:crypto$/, /^node:url$/, /^temporal-polyfill\/fns\//, /^jose$/],
  },
  { name: 'lib/engine', path: /^lib\/engine\//, rooms: ['lib/domain'], packages: [/^node:crypto$/] },
  { name: 'lib/store', path: /^lib\/store\//, rooms: ['lib/domain'], packages: [aws, node] },
  { name: 'lib/aws', path: /^lib\/aws\//, rooms: ['lib/domain'], packages: [aws, node] },
  { name: 'lib/channels', path: /^lib\/channels\//, rooms: ['lib/domain'], packages: [aws, node, /^jose$/] },
  { name: 'lib/forward', path: /^lib\/forward\//, rooms: ['lib/domain', 'lib/channels'], packages: [node] },
  { name: 'lib/content', path: /^lib\/content\//, rooms: ['lib/domain'], packages: [/^liquidjs$/, /^marked$/, node] },
  { name: 'lib/report', path: /^lib\/report\//, rooms: ['lib/domain'], packages: [] },
  { name: 'lib/sandbox', path: /^lib\/sandbox\//, rooms: ['lib/domain'], packages: true },
  // Runs everything that is deployed, in memory; nothing deployed knows it.
  {
    name: 'lib/simulation',
    path: /^lib\/simulation\//,
    rooms: [
      ...deployed,
      'statemachines/compile',
      'statemachines/journeys',
      'lambdas',
      'lambdas/<verb>',
      'lib/infra',
      'lib/sandbox',
    ],
    packages: true,
  },
  // What a team's own tests are written with.
  {
    name: 'lib/testing',
    path: /^lib\/testing\//,
    rooms: ['lib/simulation', 'lib/domain', 'statemachines'],
    packages: [node],
  },
  {
    name: 'lib/infra',
    path: /^lib\/infra\//,
    // Of the domain, the bounded words that are dimensions of metrics: an alarm names each.
    rooms: ['statemachines', 'lib/domain'],
    packages: [cdk, node, /^zod(?:\/mini)?$/, /^esbuild$/],
  },
  {
    name: 'lib/cli',
    path: /^lib\/cli\//,
    rooms: [
      'lib/domain',
      'lib/infra',
      'lib/sandbox',
      'lib/store',
      'lib/content',
      'lib/report',
      'statemachines',
      'statemachines/compile',
      'statemachines/journeys',
      // What is imported is checked by the rules that it will meet.
      'lambdas',
    ],
    packages: true,
  },
  {
    name: 'statemachines/compile',
    path: /^statemachines\/compile\//,
    rooms: ['statemachines', 'lib/domain', 'lib/content'],
    packages: [],
  },
  { name: 'statemachines/journeys', path: /^statemachines\/journeys\//, rooms: ['statemachines'], packages: [] },
  {
    name: 'statemachines',
    path: /^statemachines\//,
    rooms: ['statemachines/compile', 'statemachines/journeys', 'lib/domain', 'lib/content'],
    packages: [/^mjml$/],
  },
  // What the functions share lies beside their folders; none imports another's.
  { name: 'lambdas', path: /^lambdas\/[^/]+$/, rooms: deployed, packages: true },
  { name: 'lambdas/<verb>', path: /^lambdas\/[^/]+\//, rooms: [...deployed, 'lambdas'], packages: true },
  // Measures whatever there is; nothing imports it.
  {
    name: 'bench',
    path: /^bench\//,
    rooms: [...deployed, 'lib/infra', 'lib/sandbox', 'lib/cli', 'lambdas'],
    packages: true,
  },
  {
    name: 'bin',
    path: /^(?:bin\/|[^/]+$)/,
    rooms: [
      'lib/cli',
      'lib/infra',
      'lib/simulation',
      'lambdas',
      'statemachines',
      'statemachines/compile',
      'statemachines/journeys',
    ],
    packages: [node],
  },
];

export const roomOf = (path: string): Room | undefined => rooms.find((room) => room.path.test(path));

/** Rooms that may know the CDK; for all others even "any package" leaves it out. */
const knowsCdk = (room: Room) => room.packages !== true && room.packages.includes(cdk);

/**
 * What is wrong with one import, in words; `null` when nothing is.
 *
 * @param from path of the importing module, from the root, with `/`
 * @param to path of the imported module likewise, or the name of a package
 */
export function breach(from: string, to: { readonly path: string } | { readonly package: string }): string | null {
  const room = roomOf(from);
  if (!room) return `${from}: belongs to no room; put it in one of ${rooms.map(({ name }) => name).join(', ')}`;
  if ('package' in to) {
    const allowed =
      room.packages === true
        ? !cdk.test(to.package)
        : room.packages.some((pattern) => pattern.test(to.package)) && (!cdk.test(to.package) || knowsCdk(room));
    return allowed ? null : `${from} imports ${to.package}: ${room.name} may not know this package`;
  }
  const other = roomOf(to.path);
  const verb = (path: string) => path.split('/').slice(0, 2).join('/');
  const same = other === room && (room.name !== 'lambdas/<verb>' || verb(from) === verb(to.path));
  if (same || (other && room.rooms.includes(other.name))) return null;
  return `${from} imports ${to.path}: ${room.name} may import ${room.rooms.join(', ') || 'only itself'}`;
}
