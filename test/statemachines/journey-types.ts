// biome-ignore-all format: one misuse a line, so that each expectation stands above its own
// Read by tsc, never run: each line below an expectation is a misuse that must not compile.
import { catalog, type Messages, type Translation } from '../../statemachines/content.ts';
import { journey, type Steps } from '../../statemachines/journey.ts';

const messages = {
  mail: { channel: 'email', subject: 's', preheader: 'p', html: 'h', text: 't' },
  ping: { channel: 'push', title: 't', body: 'b' },
  note: { channel: 'inapp', title: 't', body: 'b' },
  txt: { channel: 'sms', body: 'b' },
} satisfies Messages;
const content = catalog({ default: 'en', messages });

type Offer = { offer: { big: number; small: number } };
const steps = (list: Steps<typeof messages, 'subscription.canceled', Offer>) => list;
const ordered = (list: Steps<typeof messages, 'order.placed', Record<never, never>>) => list;
const first = { name: 'a', send: 'email', content: 'mail' } as const;

// What is right compiles.
steps([first, { name: 'b', send: 'push', content: 'ping', after: '36h', at: '10:00', day: 3 }]);
steps([{ name: 'b', send: 'push', content: { experiment: 'offer', arms: { big: 'ping', small: 'ping' } } }]);
steps([{ fallback: [first, { name: 'b', send: 'push', content: 'ping', unless: 'opened', within: '2d' }] }]);
steps([{ split: 'reason', branches: { price: [first], features: [], unused: [] } }]);
steps([{ name: 'b', send: { best: ['push', 'email'] }, content: { push: 'ping', email: 'mail' }, after: '1d' }]);
steps([{ fallback: [first, { name: 'b', send: { best: ['push', 'sms'] }, content: { push: 'ping', sms: 'txt' }, unless: 'opened', within: '1d' }] }]);
// @ts-expect-error one channel is no choice
steps([{ name: 'b', send: { best: ['push'] }, content: { push: 'ping' } }]);
// @ts-expect-error a message of another channel
steps([{ name: 'b', send: { best: ['push', 'email'] }, content: { push: 'ping', email: 'txt' } }]);
steps([{ split: { experiment: 'offer' }, branches: { big: [first], small: [] } }]);
steps([{ split: 'profile.country', branches: { DE: [first] }, otherwise: [] }]);
ordered([{ split: 'orderId', branches: { 'o-1': [first] }, otherwise: [] }]);
steps([{ split: 'profile.segment', branches: { "Can't Lose": [first] }, otherwise: [] }]);

// Emails: a body, or both parts by hand.
const head = { channel: 'email', subject: 's', preheader: 'p' } as const;
({ a: { ...head, body: 'b' }, b: { ...head, body: 'b', text: 't' }, c: { ...head, html: 'h', text: 't' } }) satisfies Messages;
// @ts-expect-error an email that says nothing
({ a: head }) satisfies Messages;
// @ts-expect-error an email in HTML alone
({ a: { ...head, html: 'h' } }) satisfies Messages;

// SMS and WhatsApp.
const approved = { name: 'n', text: 'Hi {{1}}.', variables: { '1': '{{ event.plan }}' } };
const chats = {
  free: { channel: 'whatsapp', body: 'b' },
  known: { channel: 'whatsapp', template: { ...approved, language: 'de', contentSid: 'HX1' } },
  both: { channel: 'whatsapp', template: approved, body: 'b' },
  long: { channel: 'sms', body: 'b', segments: 3 },
} satisfies Messages;
const chatting = (list: Steps<typeof chats, 'order.placed', Record<never, never>>) => list;
chatting([{ name: 'a', send: 'whatsapp', content: 'free' }, { name: 'b', send: 'whatsapp', content: 'known' }]);
journey(catalog({ default: 'en', messages: chats }), {
  name: 'x',
  purpose: 'transactional',
  enter: { on: 'order.placed', again: 'always' },
  steps: [{ name: 'a', send: 'whatsapp', content: 'both' }, { name: 'b', send: 'sms', content: 'long' }],
});
({ free: { channel: 'whatsapp', template: approved }, long: { channel: 'sms', body: 'b' } }) satisfies Translation<typeof chats>;
// @ts-expect-error a text over WhatsApp is no SMS
chatting([{ name: 'a', send: 'sms', content: 'known' }]);
// @ts-expect-error a WhatsApp message that says nothing
({ a: { channel: 'whatsapp' } }) satisfies Messages;
// @ts-expect-error a template without its words
({ a: { channel: 'whatsapp', template: { name: 'n', variables: {} } } }) satisfies Messages;
// @ts-expect-error a template on another channel
({ a: { channel: 'sms', body: 'b', template: approved } }) satisfies Messages;
// @ts-expect-error segments on another channel
({ a: { channel: 'push', title: 't', body: 'b', segments: 2 } }) satisfies Messages;

// Content and channels.
// @ts-expect-error a content that is not in the catalog
steps([{ name: 'a', send: 'email', content: 'mial' }]);
// @ts-expect-error the content of another channel
steps([{ name: 'a', send: 'email', content: 'ping' }]);
// @ts-expect-error a channel for which the catalog has nothing
steps([{ name: 'a', send: 'whatsapp', content: 'txt' }]);
// @ts-expect-error a channel that does not exist
steps([{ name: 'a', send: 'fax', content: 'mail' }]);
// @ts-expect-error no content
steps([{ name: 'a', send: 'email' }]);
// @ts-expect-error no name
steps([{ send: 'email', content: 'mail' }]);

// Experiments.
// @ts-expect-error an arm is missing
steps([{ name: 'b', send: 'push', content: { experiment: 'offer', arms: { big: 'ping' } } }]);
// @ts-expect-error an arm too many
steps([{ name: 'b', send: 'push', content: { experiment: 'offer', arms: { big: 'ping', small: 'ping', huge: 'ping' } } }]);
// @ts-expect-error an arm's content is for another channel
steps([{ name: 'b', send: 'push', content: { experiment: 'offer', arms: { big: 'ping', small: 'mail' } } }]);
// @ts-expect-error an experiment that is not declared
steps([{ name: 'b', send: 'push', content: { experiment: 'price', arms: { big: 'ping', small: 'ping' } } }]);
// @ts-expect-error a branch for each arm
steps([{ split: { experiment: 'offer' }, branches: { big: [first] } }]);
// @ts-expect-error everybody has an arm
steps([{ split: { experiment: 'offer' }, branches: { big: [first], small: [] }, otherwise: [] }]);

// Splits.
// @ts-expect-error a value of the field has no branch
steps([{ split: 'reason', branches: { price: [first], features: [] } }]);
// @ts-expect-error a branch for a value that the field does not have
steps([{ split: 'reason', branches: { price: [first], features: [], unused: [], moved: [] } }]);
// @ts-expect-error a field that the entering event does not have
steps([{ split: 'orderId', branches: { x: [first] }, otherwise: [] }]);
// @ts-expect-error a segment that is none
steps([{ split: 'profile.segment', branches: { Loyals: [first] }, otherwise: [] }]);
// @ts-expect-error a number is not split by
ordered([{ split: 'total', branches: { '5': [first] }, otherwise: [] }]);
// @ts-expect-error the values of a trait are not listed, so the others need a way
steps([{ split: 'traits.plan', branches: { pro: [first] } }]);
// @ts-expect-error the values of a text field are not listed either
ordered([{ split: 'orderId', branches: { 'o-1': [first] } }]);
// @ts-expect-error the profile has no such field
steps([{ split: 'profile.age', branches: { x: [first] }, otherwise: [] }]);

// Bandits and best hours.
const sale = { name: 'x', purpose: 'marketing', control: 0, enter: { on: 'order.placed', again: 'always' } } as const;
const tested = { experiments: { offer: { big: 0.5, small: 0.5 } }, goal: { on: 'order.placed', within: '7d' } } as const;
const shown = [{ name: 'b', send: 'push', at: 'best-hour', content: { experiment: 'offer', arms: { big: 'ping', small: 'ping' } } }] as const;
journey(content, { ...sale, ...tested, steps: shown, bandits: { offer: { floor: 0.1, uniform: 0.2 } } });
// @ts-expect-error an experiment that is not declared
journey(content, { ...sale, ...tested, steps: shown, bandits: { price: { floor: 0.1, uniform: 0.2 } } });
// @ts-expect-error a bandit says how large its uniform slice is
journey(content, { ...sale, ...tested, steps: shown, bandits: { offer: { floor: 0.1 } } });
// @ts-expect-error an hour is a time, or the best
steps([{ ...first, at: 'good-hour' }]);

// Times.
// @ts-expect-error a duration has a unit
steps([{ ...first, after: '2' }]);
// @ts-expect-error and only one of m, h, d, w
steps([{ ...first, after: '2 days' }]);
// @ts-expect-error a local time is written HH:MM
steps([{ ...first, at: '10am' }]);
// @ts-expect-error a day is a number
steps([{ ...first, day: '3' }]);

// Ladders.
// @ts-expect-error a guard outside a ladder
steps([{ name: 'a', send: 'email', content: 'mail', unless: 'opened' }]);
// @ts-expect-error a rung's time outside a ladder
steps([{ name: 'a', send: 'email', content: 'mail', within: '2d' }]);
// @ts-expect-error a guard on the first rung
steps([{ fallback: [{ ...first, unless: 'opened', within: '2d' }, { ...first, unless: 'opened', within: '2d' }] }]);
// @ts-expect-error a ladder of one rung
steps([{ fallback: [first] }]);
// @ts-expect-error a later rung without a guard
steps([{ fallback: [first, { name: 'b', send: 'push', content: 'ping', within: '2d' }] }]);
// @ts-expect-error a later rung without its time
steps([{ fallback: [first, { name: 'b', send: 'push', content: 'ping', unless: 'opened' }] }]);
// @ts-expect-error a later rung is timed by within
steps([{ fallback: [first, { name: 'b', send: 'push', content: 'ping', unless: 'opened', within: '2d', after: '1d' }] }]);
// @ts-expect-error a guard that does not exist
steps([{ fallback: [first, { name: 'b', send: 'push', content: 'ping', unless: 'seen', within: '2d' }] }]);

// Words.
// @ts-expect-error a word that does not exist
steps([{ name: 'a', send: 'email', content: 'mail', delay: '1d' }]);
// @ts-expect-error a step is one thing
steps([{ name: 'a', send: 'email', content: 'mail', fallback: [] }]);
// @ts-expect-error a step is one thing
steps([{ split: 'reason', branches: { price: [], features: [], unused: [] }, send: 'email' }]);
// @ts-expect-error a condition that does not exist
steps([{ ...first, when: { openedOn: 'sms', within: '90d' } }]);

// The journey as a whole.
const enter = { on: 'subscription.canceled', again: 'once' } as const;
const goal = { on: 'subscription.reactivated', within: '30d' } as const;
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter, goal, steps: [first] });
journey(content, { name: 'x', purpose: 'transactional', enter, steps: [first] });
journey(content, {
  name: 'x',
  purpose: 'marketing',
  control: 0.1,
  enter: { on: 'order.placed', where: { total: [{ numeric: ['>', 50] }], userId: ['u'] }, again: { per: 'orderId' } },
  goal: { on: 'subscription.reactivated', within: '30d', value: 'monthlyPrice' },
  steps: [first, { split: 'orderId', branches: { 'o-1': [] }, otherwise: [first] }],
});
// @ts-expect-error a marketing journey says how large its control is
journey(content, { name: 'x', purpose: 'marketing', enter, steps: [first] });
// @ts-expect-error nothing is withheld from a transactional journey
journey(content, { name: 'x', purpose: 'transactional', control: 0.1, enter, steps: [first] });
// @ts-expect-error nor is it capped
journey(content, { name: 'x', purpose: 'transactional', caps: [{ max: 1, per: '1d' }], enter, steps: [first] });
// What there is no room for waits, or gives way; what it is about is one of the topics.
journey(content, { name: 'x', purpose: 'marketing', control: 0, whenCapped: 'wait', topic: 'tips', holdouts: { global: 0, channels: { sms: 0.1 } }, enter, steps: [first] });
// @ts-expect-error what to do without room that does not exist
journey(content, { name: 'x', purpose: 'marketing', control: 0, whenCapped: 'drop', enter, steps: [first] });
// @ts-expect-error a topic that the program does not have
journey(content, { name: 'x', purpose: 'marketing', control: 0, topic: 'news', enter, steps: [first] });
// @ts-expect-error a holdout of a channel that does not exist
journey(content, { name: 'x', purpose: 'marketing', control: 0, holdouts: { channels: { fax: 0.1 } }, enter, steps: [first] });
// @ts-expect-error nothing is held out from a transactional journey
journey(content, { name: 'x', purpose: 'transactional', holdouts: { global: 0.1 }, enter, steps: [first] });
// @ts-expect-error nor does it wait
journey(content, { name: 'x', purpose: 'transactional', whenCapped: 'wait', enter, steps: [first] });
// @ts-expect-error nor can it be switched off
journey(content, { name: 'x', purpose: 'transactional', topic: 'tips', enter, steps: [first] });
// @ts-expect-error a purpose that does not exist
journey(content, { name: 'x', purpose: 'fun', control: 0, enter, steps: [first] });
// @ts-expect-error a word that does not exist
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter, steps: [first], exits: [] });
journey(content, { name: 'x', purpose: 'transactional', enter: { on: 'subscription.canceled', again: 'once', notOlderThan: '2h' }, steps: [first] });
// @ts-expect-error an age that is no duration
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { ...enter, notOlderThan: '2 hours' }, steps: [first] });
// @ts-expect-error an unknown event to enter on
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { on: 'user.up', again: 'once' }, steps: [first] });
// @ts-expect-error nothing said about entering again
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { on: 'user.signed_up' }, steps: [first] });
// @ts-expect-error entering again by a field that the event does not have
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { on: 'user.signed_up', again: { per: 'orderId' } }, steps: [first] });
// @ts-expect-error a filter on a field that the event does not have
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { ...enter, where: { plan: ['pro'] } }, steps: [first] });
// @ts-expect-error a filter by a value that the field does not have
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { ...enter, where: { reason: ['moved'] } }, steps: [first] });
// @ts-expect-error a goal without its time
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter, goal: { on: 'account.deleted' }, steps: [first] });
// @ts-expect-error a value that is not a number of the goal's event
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter, goal: { ...goal, value: 'reason' }, steps: [first] });
// @ts-expect-error an unknown event to leave on
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter, exit: ['user.left'], steps: [first] });
// @ts-expect-error a cap without its time
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter, caps: [{ max: 1 }], steps: [first] });
// @ts-expect-error without experiments there is none to name
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter, steps: [{ split: { experiment: 'offer' }, branches: {} }] });

// Launches.
const launch = { audience: { all: [{ country: ['DE'] }, { not: { rfm: ['lost'] } }] }, at: { time: '10:00' }, over: '2h' } as const;
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: launch, steps: [first] });
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { ...launch, audience: 'list', at: 'now', expect: 10 }, steps: [first] });
// @ts-expect-error an audience that is unknown
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { ...launch, audience: 'people' }, steps: [first] });
// @ts-expect-error a word that an audience does not have
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { ...launch, audience: { age: 3 } }, steps: [first] });
// @ts-expect-error no time to spread it over
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { audience: 'everybody', at: 'now' }, steps: [first] });
// @ts-expect-error an event beside an audience
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: { ...launch, on: 'order.placed' }, steps: [first] });
// @ts-expect-error a split by a field of an event that there is not
journey(content, { name: 'x', purpose: 'marketing', control: 0, enter: launch, steps: [{ split: 'reason', branches: { price: [], features: [], unused: [] } }] });

// Translations.
({ ping: { channel: 'push', title: 't', body: 'b' } }) satisfies Translation<typeof messages>;
// @ts-expect-error a message that the default locale does not have
({ pong: { channel: 'push', title: 't', body: 'b' } }) satisfies Translation<typeof messages>;
// @ts-expect-error a message on another channel
({ ping: { channel: 'sms', body: 'b' } }) satisfies Translation<typeof messages>;
// @ts-expect-error a message without its body
({ ping: { channel: 'push', title: 't' } }) satisfies Translation<typeof messages>;
