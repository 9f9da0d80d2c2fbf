import { signReportLink } from '../../domain/report-link.ts';
import { findSecret } from '../secrets.ts';
import { operationsOf } from '../services.ts';
import type { World } from '../world.ts';

/** Every name, URL and local secret that a client needs. */
export async function describeWorld(world: World, endpoint: string) {
  const { short, twilio } = world;
  const api = `${endpoint}/_api`;
  const named = <T extends { readonly name: string; readonly logicalId?: string }>(
    items: readonly T[],
    value: (item: T) => unknown,
  ) => Object.fromEntries(items.map((item) => [short(item.name, item.logicalId), value(item)]));
  return {
    endpoint,
    api,
    report: await reportLink(world, api),
    region: 'us-east-1',
    account: '000000000000',
    bus: world.bus,
    tables: named(world.tables, ({ name }) => name),
    stateMachines: named(world.machines.machines, ({ arn }) => arn),
    functions: named(
      world.functions.all().map(({ spec }) => spec),
      ({ name }) => name,
    ),
    queues: named(world.queues.all(), ({ url }) => url),
    buckets: world.buckets,
    secrets: named(world.secrets, ({ name, arn, value }) => ({ name, arn, value })),
    twilioAccountSid: twilio.sid ?? null,
    twilioAuthToken: twilio.authToken ?? null,
    twilioNumber: twilio.numbers[0] ?? null,
    twilioWhatsappNumber: twilio.whatsappNumbers[0] ?? null,
    webhooks: { twilioStatus: `${api}/webhooks/twilio/status`, twilioInbound: `${api}/webhooks/twilio/inbound` },
    ...eventsIn(world, api),
    providers: [...world.moods.keys()],
    operations: operationsOf(world.services),
  };
}

/** Until when a sandbox's link to its reports works, in virtual time; signed as of the epoch, so that it is always the same. */
const linkUntil = Date.UTC(2100, 0, 1);

/** The signed link that a deployed stack would be asked for; the plain address works here too. */
async function reportLink(world: World, api: string): Promise<string> {
  const secret = findSecret(world.secrets, world.tokenSecretId ?? '')?.value;
  if (secret === undefined) return `${api}/report`;
  return `${api}/report/${await signReportLink(secret, 0, linkUntil)}`;
}

/** Where events come in over HTTP, and what opens it; null for a platform that the template does not have. */
function eventsIn({ secrets, bus }: World, api: string) {
  const held = (name: string) => findSecret(secrets, `${bus}/${name}`)?.value ?? null;
  const [events, segment, mparticle] = ['events', 'segment', 'mparticle'].map(held);
  return {
    eventsApiKey: events,
    ingest: {
      events: events && `${api}/events`,
      segment: segment && `${api}/ingest/segment`,
      segmentSecret: segment,
      mparticle: mparticle && `${api}/ingest/mparticle`,
      mparticleSecret: mparticle,
    },
  };
}
