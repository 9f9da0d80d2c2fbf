import { findSecret } from '../secrets.ts';
import { operationsOf } from '../services.ts';
import type { World } from '../world.ts';

/** Every name, URL and local secret that a client needs. */
export function describeWorld(world: World, endpoint: string) {
  const { short, twilio } = world;
  const api = `${endpoint}/_api`;
  const named = <T extends { readonly name: string; readonly logicalId?: string }>(
    items: readonly T[],
    value: (item: T) => unknown,
  ) => Object.fromEntries(items.map((item) => [short(item.name, item.logicalId), value(item)]));
  return {
    endpoint,
    api,
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
