import { Inventory } from './assembly/inventory.ts';
import type { Assembly } from './assembly/manifest.ts';
import { VirtualClock } from './clock.ts';
import { openDynalite } from './dynamodb/dynalite.ts';
import { dynamoDb } from './dynamodb/operations.ts';
import { createTables } from './dynamodb/tables.ts';
import { Buses } from './events/buses.ts';
import { eventBridge } from './events/put-events.ts';
import { deliverToTarget } from './events/targets.ts';
import { existingSecrets } from './existing-secrets.ts';
import { httpApi } from './http-api/gateway.ts';
import { readRoutes } from './http-api/routes.ts';
import { InFlight } from './idle.ts';
import { AsyncInvoker } from './lambdas/asynchronously.ts';
import { Functions } from './lambdas/functions.ts';
import { threadCode } from './lambdas/thread-code.ts';
import { Logs } from './logs.ts';
import { Meter } from './meter.ts';
import { shortNames } from './names.ts';
import { defaultStart, type SandboxOptions } from './options.ts';
import { Outbox } from './outbox.ts';
import { Pace } from './pace.ts';
import { parameterStore } from './parameters.ts';
import { sqs } from './queues/operations.ts';
import { Queues } from './queues/queues.ts';
import { seededRandom } from './random.ts';
import { s3 } from './s3/buckets.ts';
import { setSchedules } from './schedules.ts';
import { findSecret, readSecrets, secretsManager } from './secrets.ts';
import { dispatcher } from './services.ts';
import type { Signals } from './signals.ts';
import { stepFunctions } from './stepfunctions/operations.ts';
import { StateMachines } from './stepfunctions/state-machines.ts';
import { statusChange } from './stepfunctions/status-change.ts';
import { Timeline } from './timeline.ts';
import { Mood } from './twins/behaviour.ts';
import { endUserMessagingTwin } from './twins/end-user-messaging.ts';
import { fcmTwin } from './twins/fcm.ts';
import { Forwarded, forwardTwin } from './twins/forwarded.ts';
import { googleOauth } from './twins/google-oauth.ts';
import { InboxWatch } from './twins/inbox.ts';
import { pinpointTwin } from './twins/pinpoint.ts';
import { moody, refusalCodes } from './twins/providers.ts';
import { sesTwin } from './twins/ses.ts';
import { snsTwin } from './twins/sns.ts';
import { twilioTwin } from './twins/twilio.ts';
import { twilioAccount } from './twins/twilio-account.ts';
import type { Call, Service } from './wire/call.ts';
import type { Reply } from './wire/protocol.ts';
import type { PlainRequest } from './wire/server.ts';

export type World = Awaited<ReturnType<typeof createWorld>>;

/** Where a world is reached. */
export interface Place {
  /** Where the one port answers. */
  readonly endpoint: string;
  /** Answers as that port does. */
  answer(request: PlainRequest): Promise<Reply>;
}

/**
 * Everything that a running sandbox has, as the template says and empty: a reset throws it away and makes another.
 */
export async function createWorld(
  assembly: Assembly,
  { endpoint, answer }: Place,
  signals: Signals,
  options: SandboxOptions,
) {
  const { clock: pace = 'live', start = defaultStart, seed = 1, providers, echo } = options;
  const inventory = new Inventory(assembly, endpoint);
  const random = seededRandom(seed);
  const clock = new VirtualClock(start, pace === 'live' ? 'live' : 'still');
  const inFlight = new InFlight();
  const meter = new Meter();
  const logs = new Logs(echo);
  const bus = inventory.all('AWS::Events::EventBus')[0]?.name ?? 'default';
  const short = shortNames(bus);
  const moods = new Map(moody.map((name) => [name, new Mood(refusalCodes[name])]));
  const mood = (name: string): Mood => moods.get(name) ?? new Mood();

  const functions = new Functions(inventory, {
    clock,
    inFlight,
    logs,
    endpoint,
    // Whoever runs a sandbox may see its reports.
    overrides: { REPORT_OPEN: '1', ...(providers !== undefined && { PROVIDERS: providers }) },
    answer,
    code: await threadCode(),
    invoked: (name) => meter.invoked(short(name)),
  });
  const environment = (name: string) => functions.all().flatMap(({ spec }) => spec.environment[name] ?? []);
  const made = readSecrets(inventory, random);
  const secrets = [...made, ...existingSecrets({ endpoint, random, environment, made })];
  const keyFiles = () => environment('FCM_SECRET').flatMap((name) => findSecret(secrets, name)?.value ?? []);
  const google = googleOauth({ random, now: () => clock.now(), keyFiles });
  const twilio = twilioAccount(environment, secrets);
  const queues = new Queues(inventory, endpoint, clock, random);
  const machines = new StateMachines(inventory, {
    clock,
    random,
    invoke: (functionArn, payload) => functions.invoke(functionArn, payload, random.uuid()),
    stateEntered: (machine) => meter.stateEntered(short(machine)),
    changed(machine, execution) {
      const { name: run, status, input } = execution;
      signals.emit('run', { at: clock.now(), journey: short(machine.name), run, status, input: JSON.parse(input) });
      buses.publish('default', statusChange(execution));
    },
  });
  const invoker = new AsyncInvoker(functions, clock, random, (arn, body, attributes) => {
    queues.deliver(arn, body, attributes);
  });
  const deliver = deliverToTarget({ clock, random, invoker, queues, machines, buses: () => buses });
  const buses: Buses = new Buses(inventory, { clock, inFlight, random, signals }, deliver);
  const outbox = new Outbox(clock, meter, signals, (run) => {
    const machine = machines.machineOfRun(run);
    return machine ? short(machine.name) : null;
  });
  const inbox = new InboxWatch(outbox);
  const forwarded = new Forwarded();
  const dynalite = openDynalite();
  const tables = await createTables(inventory, dynalite);

  const services: readonly Service[] = [
    eventBridge(buses, meter),
    stepFunctions(machines),
    dynamoDb({
      dynalite,
      tables,
      capacity: (caller, kind, units) => meter.capacity(caller && short(caller), kind, units),
      watches: (key) => inbox.watches(key),
      written: (table, item) => inbox.written(table, item),
      now: () => clock.now(),
    }),
    sqs(queues, clock),
    s3(inventory, clock),
    secretsManager(secrets),
    parameterStore(inventory),
    sesTwin({
      mood: mood('ses'),
      outbox,
      random,
      configurationSets: [
        ...inventory.all('AWS::SES::ConfigurationSet').map(({ name }) => name),
        ...environment('SES_CONFIGURATION_SET'),
      ],
    }),
    pinpointTwin({
      mood: mood('pinpoint'),
      outbox,
      random,
      applications: [
        ...inventory.all('AWS::Pinpoint::App').map(({ name }) => name),
        ...environment('PINPOINT_APPLICATION_ID'),
      ],
    }),
    snsTwin({
      mood: mood('sns'),
      outbox,
      random,
      applications: [...environment('SNS_FCM_APPLICATION'), ...environment('SNS_APNS_APPLICATION')],
    }),
    ...endUserMessagingTwin({
      mood: mood('end-user-messaging'),
      outbox,
      random,
      originationIdentities: environment('SMS_ORIGINATION_IDENTITY'),
      phoneNumbers: environment('WHATSAPP_NUMBER'),
    }),
    twilioTwin({ mood: mood('twilio'), outbox, random, now: () => clock.now(), account: twilio }),
    fcmTwin({
      mood: mood('fcm'),
      outbox,
      random,
      projects: environment('FCM_PROJECT'),
      mayCall: (token) => google.mayCall(token),
    }),
    google.service,
    forwardTwin({ forwarded, now: () => clock.now(), environment, secretOf: (id) => findSecret(secrets, id)?.value }),
  ];
  const dispatch = dispatcher(services);

  const timeline = new Timeline(clock, inFlight);
  const mover = typeof pace === 'number' ? new Pace(timeline, pace) : undefined;
  setSchedules(inventory, clock, machines, start);
  // Starting took real time.
  clock.jump(start);
  buses.start();
  mover?.start();
  return {
    bus,
    short,
    clock,
    timeline,
    meter,
    logs,
    secrets,
    buckets: inventory.all('AWS::S3::Bucket').map(({ name }) => name),
    moods,
    functions,
    queues,
    machines,
    outbox,
    forwarded,
    tables,
    services,
    twilio,
    tokenSecretId: environment('TOKEN_SECRET')[0],
    call: (call: Call) => inFlight.track(() => functions.onBehalf(call, () => dispatch(call))),
    api: httpApi({ routes: readRoutes(inventory), functions, clock, random }),
    async close() {
      mover?.close();
      clock.close();
      machines.close();
      await functions.close();
    },
  };
}
