import type { Random } from '../../sandbox/random.ts';
import { type Behaviour, Mood } from '../../sandbox/twins/behaviour.ts';
import { endUserMessagingTwin } from '../../sandbox/twins/end-user-messaging.ts';
import { fcmRefusals, fcmTwin } from '../../sandbox/twins/fcm.ts';
import { pinpointTwin } from '../../sandbox/twins/pinpoint.ts';
import { sesTwin } from '../../sandbox/twins/ses.ts';
import { snsTwin } from '../../sandbox/twins/sns.ts';
import { twilioTwin } from '../../sandbox/twins/twilio.ts';
import type { Service } from '../../sandbox/wire/call.ts';
import {
  fcmProject,
  names,
  originationIdentity,
  pinpointApplication,
  snsApplications,
  twilio,
  whatsappIdentity,
} from '../environment.ts';
import { SimulationError } from '../simulation-error.ts';
import type { Acceptances } from './acceptances.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface ProvidersSurroundings {
  readonly acceptances: Acceptances;
  readonly random: Random;
  readonly now: () => number;
}

/** The providers as the sandbox emulates them: the same checks, answers and refusals, called without a wire. */
export class Providers {
  private readonly mood = new Mood(fcmRefusals);
  private readonly services: ReadonlyMap<string, Service>;

  constructor({ acceptances: outbox, random, now }: ProvidersSurroundings) {
    const { mood } = this;
    const about = { mood, outbox, random };
    const services = [
      sesTwin({ ...about, configurationSets: [names.bus] }),
      pinpointTwin({ ...about, applications: [pinpointApplication] }),
      snsTwin({ ...about, applications: snsApplications }),
      ...endUserMessagingTwin({
        ...about,
        originationIdentities: [originationIdentity],
        phoneNumbers: [whatsappIdentity],
      }),
      fcmTwin({ ...about, projects: [fcmProject], mayCall: () => true }),
      twilioTwin({
        ...about,
        now,
        account: {
          sid: twilio.sid,
          authToken: twilio.authToken,
          numbers: [twilio.number],
          whatsappNumbers: [twilio.whatsappNumber],
          messagingServices: [],
        },
      }),
    ];
    this.services = new Map(services.map((service) => [service.name, service]));
  }

  /** @throws AwsError, LostAnswer */
  call(service: string, operation: string, input: Fields, behave: Behaviour = 'ok', authorization?: string): unknown {
    const run = this.services.get(service)?.operations[operation];
    if (!run) throw new SimulationError(`${service} ${operation}: the simulation has no such operation`);
    this.mood.set({ behave, times: behave === 'ok' ? undefined : 1 });
    try {
      return run(input, {
        service,
        operation,
        input,
        body: JSON.stringify(input),
        caller: {},
        ...(authorization !== undefined && { authorization }),
      });
    } finally {
      this.mood.set({ behave: 'ok' });
    }
  }
}
