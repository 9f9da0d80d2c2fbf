import type { Basis } from '../../lib/domain/consent.ts';
import { basesInForce } from '../../lib/domain/consent.ts';
import { consent } from '../../lib/engine/identify.ts';
import { type Incoming, type ReceivePorts, receive } from '../../lib/engine/receive.ts';
import { addressBook } from './address-book.ts';
import { Surroundings, welcome } from './surroundings.ts';

export const number = '+4915112345678';

/** Two people who share a number, and the number's side of the conversation. */
export function household(...users: string[]) {
  const world = new Surroundings();
  world.program = { ...world.program, providers: { ...world.program.providers, sms: ['texts'] } };
  world.journeys = [
    {
      ...welcome,
      steps: { ...welcome.steps, hello: { ...welcome.steps.hello, name: 'hello', content: 'x', channel: 'sms' } },
    },
  ];
  for (const user of users) world.know(user, { phone: number, whatsapp: number, locale: 'de' });
  const told = new Map<string, object[]>();
  const seen = new Map<string, { at: number; by: string; done: boolean; answered: boolean }>();
  const answers: string[] = [];
  const published: { name: string; detail: Record<string, unknown> }[] = [];
  const evidence: ReceivePorts['evidence'] = {
    append: async (user, said) => {
      const known = told.get(user) ?? [];
      if (!known.some((each) => (each as { event: string }).event === said.event)) told.set(user, [...known, said]);
    },
    of: async (user, channel) =>
      ((told.get(user) ?? []) as Awaited<ReturnType<ReceivePorts['evidence']['of']>>)
        .filter((said) => said.channel === channel)
        .map((said) => ({ ...said, at: Math.ceil(said.at / 1000) * 1000 })),
  };
  const ports: ReceivePorts = {
    ...world.rules,
    program: world.program,
    people: world.people,
    touches: world.touches,
    reaches: world.reaches,
    announcer: world.announcer,
    marks: world.marks,
    addresses: addressBook({ [`sms ${number}`]: users, [`whatsapp ${number}`]: users }),
    evidence,
    inbound: {
      begin: async (_, id, now, invocation) => {
        const first = seen.get(id);
        if (!first) seen.set(id, { at: now, by: invocation, done: false, answered: false });
        const { at, by, done } = first ?? { at: now, by: invocation, done: false };
        return { at, again: by !== invocation, done };
      },
      claimAnswer: async (_, id) => {
        const item = seen.get(id);
        if (!item || item.answered) return false;
        item.answered = true;
        return true;
      },
      finish: async (_, id) => {
        const item = seen.get(id);
        if (item) item.done = true;
      },
    },
    appEvents: { publish: async (events) => void published.push(...(events as typeof published)) },
    answer: async (keyword, locale) => void answers.push(`${keyword} ${locale ?? '-'}`),
  };
  let count = 0;
  const text = (said: string, more: Partial<Incoming> = {}) =>
    receive(
      { provider: 'twilio', id: `SM${++count}`, channel: 'sms', address: number, text: said, ...more },
      world.occasion(),
      ports,
    );
  const agree = (user: string, basis: Basis, channel: 'sms' | 'whatsapp' = 'sms') => {
    const news = { user, channel, purpose: 'marketing', status: 'granted', basis, at: world.time } as const;
    return consent({ ...news, event: `${user} ${basis}` }, world.occasion(), ports);
  };
  const bases = (user: string) => basesInForce(world.ledgers.get(user)?.consents['sms.marketing']);
  return { world, ports, text, agree, bases, answers, published, told };
}
