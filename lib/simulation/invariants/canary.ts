import type { Invariant } from './history.ts';

/** How addresses of simulated people look. */
const address = /simulation\.example\b(?<!api\.simulation\.example)|\+\d{10,}/;

export const canary: Invariant = {
  finds: ['address-told'],
  holds: 'No address is in a log line, an announcement, an execution or a letter of what was refused.',
  *check({ run: { world } }) {
    const places = {
      'a log line': world.logs,
      'an execution': world.allExecutions.map(({ input }) => input),
      'a letter': world.refused.map(({ body, reason }) => `${JSON.stringify(body)} ${reason}`),
    };
    for (const [place, texts] of Object.entries(places)) {
      const told = texts.find((text) => address.test(text));
      if (told) yield { invariant: 'address-told', person: '', at: world.now, what: `${place}: ${told.slice(0, 300)}` };
    }
  },
};
