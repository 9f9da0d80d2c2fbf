import { appAt, introduction, type Meter, signUp } from './crowd/app.ts';
import { child } from './crowd/child.ts';
import type { Row } from './row.ts';

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney', 'America/Sao_Paulo', 'UTC'];

export interface Crowd {
  readonly people: number;
  /** Accepted by a provider, the inbox included. */
  readonly sends: number;
  /** From the first PutEvents to the outbox with the last message in it. */
  readonly seconds: number;
  /** Of these, until everybody's profile and consents were stored. */
  readonly introducing: number;
  /** MB, of the sandbox's process. */
  readonly peak: number;
  /** After the introductions, and at the end. */
  readonly meters: readonly [Meter, Meter];
}

/** Takes people through the welcome: introduced first, then signed up, then eight days. */
export async function welcome(people: number, assembly: string): Promise<Crowd> {
  const sandbox = child('sandbox-process.ts', [assembly]);
  const { url } = await sandbox.ask<{ url: string }>();
  const app = appAt(url);
  try {
    const users = Array.from({ length: people }, (_, index) => `user-${index}`);
    const began = performance.now();
    const elapsed = () => (performance.now() - began) / 1_000;
    await app.publish(users.flatMap((user, index) => introduction(user, zones[index % zones.length] ?? 'UTC')));
    await app.advance('PT0S');
    const introducing = elapsed();
    const before = await app.meter();
    await app.publish(users.map(signUp));
    await app.advance('P8D');
    const sends = (await app.outbox()).length;
    const seconds = elapsed();
    const { peak } = await sandbox.ask<{ peak: number }>('peak');
    return { people, sends, seconds, introducing, peak, meters: [before, await app.meter()] };
  } finally {
    app.close();
    await sandbox.end();
  }
}

export interface Probe {
  readonly seconds: number;
  readonly sends: number;
  /** MB. */
  readonly peak: number;
}

/** The same engines with nothing of ours in between: four sends a person. */
export async function probe(people: number): Promise<Probe> {
  const bare = child('probe-process.ts', [String(people)]);
  try {
    return await bare.ask<Probe>();
  } finally {
    await bare.end();
  }
}

/** Two probes as one. */
export const mean = (first: Probe, second: Probe): Probe => ({
  seconds: (first.seconds + second.seconds) / 2,
  sends: first.sends,
  peak: (first.peak + second.peak) / 2,
});

/** The crowd beside the probe. */
export function crowdRows(crowd: Crowd, bare: Probe): Row[] {
  const besideWhat = 'bare engines: 4 Tasks a person, each one PutItem';
  const perSend = ({ seconds, sends }: { readonly seconds: number; readonly sends: number }) =>
    (seconds / sends) * 1_000;
  return [
    {
      what: `${crowd.people} people through the welcome`,
      ours: crowd.people / crowd.seconds,
      beside: crowd.people / bare.seconds,
      unit: 'people/s',
      besideWhat,
      target: { atLeast: 1 },
    },
    {
      what: 'a provider send',
      ours: perSend(crowd),
      beside: perSend(bare),
      unit: 'ms',
      besideWhat,
      target: { atMost: 1 },
    },
    { what: 'peak memory', ours: crowd.peak, beside: bare.peak, unit: 'MB', besideWhat, target: { atMost: 1 } },
  ];
}
