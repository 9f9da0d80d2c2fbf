import { approvalMachine } from '../../../statemachines/approval.ts';
import type { DeployableJourney, OrderChoice } from '../app-context.ts';
import { endingRuleName, learnRuleName, type Names, partnerRuleName } from '../names.ts';
import { namesProvider } from '../names-provider.ts';
import { pack } from '../pack.ts';
import type { ProviderChoice } from '../provider-wiring.ts';
import type { EventVerbName } from '../verbs.ts';

/** EventBridge's limit on a pattern. */
export const maxPatternLength = 2048;

/** What we announce ourselves: for services outside alone, never for a journey. */
export const ours = ['polyphony'] as const;

/** On our own bus: whatever we publish ourselves reaches nobody through a rule, so nothing can feed itself. */
export const notOurs = [{ 'anything-but': 'polyphony' }] as const;

/** One EventBridge rule as data: what it listens to, what it lets through, which function it calls and with what. */
export interface RoutingRule {
  /** Id of its construct, and so part of its logical id in the template. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Name of the bus, `default` for the account's own. */
  readonly bus: string;
  readonly pattern?: Readonly<Record<string, unknown>>;
  /** How often it fires, of a rule without a pattern. */
  readonly schedule?: string;
  /** @default true */
  readonly enabled?: boolean;
  readonly function: EventVerbName;
  /** What the function gets in place of the whole event. */
  readonly input?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
}

/** What rules depend on: the journeys and the program as they are deployed, and names of the stage. */
export interface Routed {
  readonly names: Names;
  readonly journeys: readonly Pick<DeployableJourney, 'name' | 'entryPattern' | 'rules'>[];
  readonly providers: ProviderChoice;
  readonly orders?: OrderChoice | undefined;
  /** ARN of a journey's state machine without the journey's name. */
  readonly machinePrefix: string;
  /** ARNs of executions that are not journeys' of this stage, although they begin as they do. */
  readonly otherExecutions: readonly string[];
  /** SES's configuration set. */
  readonly configurationSet: string;
  /** Whether announcements are forwarded. */
  readonly forwards: boolean;
  /** Our own WhatsApp number as AWS names it, where the settings do. */
  readonly whatsappPhoneNumberId?: string | undefined;
  /** Segment's own bus, where it has one. */
  readonly partnerBus?: string | undefined;
}

/** Every rule of a stage, by the function it calls: the one description that the stacks and the simulation share. */
export function rulesOf(routed: Routed): readonly RoutingRule[] {
  return [
    ...identifyRules(routed),
    ...enterRules(routed),
    ...concludeRules(routed),
    ...listenRules(routed),
    ...forwardRules(routed),
    ...learnRules(routed),
    ...ingestRules(routed),
  ];
}

/** Those of one function. */
export const rulesFor = (routed: Routed, name: EventVerbName): readonly RoutingRule[] =>
  rulesOf(routed).filter((rule) => rule.function === name);

const identifyRules = ({ names, orders }: Routed): RoutingRule[] => [
  {
    id: 'IdentifyRule',
    name: 'identify',
    description: 'What apps tell of people',
    bus: names.bus,
    pattern: {
      'detail-type': [
        'profile.updated',
        'consent.changed',
        'score.updated',
        'address.suppressed',
        'address.reinstated',
        'user.erased',
        ...(orders ? [orders.on] : []),
      ],
      source: notOurs,
    },
    function: 'identify',
  },
];

const enterRules = ({ names, journeys }: Routed): RoutingRule[] =>
  journeys.flatMap(({ name, entryPattern }) =>
    entryPattern
      ? [
          {
            id: `Enter-${name}`,
            name: `enter-${name}`,
            description: `Starts ${name}`,
            bus: names.bus,
            pattern: { ...entryPattern, source: notOurs },
            function: 'enter',
            input: {
              paths: {
                id: '$.id',
                time: '$.time',
                detailType: '$.detail-type',
                source: '$.source',
                detail: '$.detail',
              },
              template: `{"journey":${JSON.stringify(name)},"event":{"id":<id>,"time":<time>,"detailType":<detailType>,"source":<source>,"detail":<detail>}}`,
            },
          } as const,
        ]
      : [],
  );

function concludeRules(routed: Routed): RoutingRule[] {
  const { names, journeys, machinePrefix, otherExecutions } = routed;
  const ending = [
    ...new Set(
      journeys.flatMap(({ rules: { enter: entry, goal, goals = {}, funnel = [], exits } }) => [
        ...(goal ? [goal.on] : []),
        ...Object.values(goals).map(({ on }) => on),
        // That somebody entered is known without it.
        ...funnel.filter((event) => !(entry && 'on' in entry && entry.on === event)),
        ...exits,
      ]),
    ),
  ];
  const endingPattern = (events: readonly string[]) => ({ 'detail-type': events, source: notOurs });
  const fits = (events: readonly string[]) => JSON.stringify(endingPattern(events)).length <= maxPatternLength;
  // By prefix, because the runs of a journey that is no longer in the code fail too.
  const endedAs = (...status: readonly string[]) => ({
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: {
      status,
      stateMachineArn: [{ prefix: machinePrefix }],
      ...(otherExecutions.length > 0 && { executionArn: [{ 'anything-but': { prefix: otherExecutions } }] }),
    },
  });
  return [
    ...pack(ending.sort(), fits).map((events, index) => ({
      id: `ConcludeRule${index}`,
      name: `conclude-${index}`,
      description: 'Goals, exits and funnels of all journeys',
      bus: names.bus,
      pattern: endingPattern(events),
      function: 'conclude' as const,
    })),
    // Two rules, because we abort executions ourselves, and an alarm is on the other one.
    {
      id: 'ConcludeFailed',
      name: endingRuleName(names, 'failed'),
      description: 'Executions that failed',
      bus: 'default',
      pattern: endedAs('FAILED', 'TIMED_OUT'),
      function: 'conclude',
    },
    {
      id: 'ConcludeAborted',
      name: endingRuleName(names, 'aborted'),
      description: 'Executions that somebody stopped',
      bus: 'default',
      pattern: endedAs('ABORTED'),
      function: 'conclude',
    },
  ];
}

/** What a rule must leave out although it begins as the executions of this stage's journeys do. */
export const approvalExecutions = (executionPrefix: string): string => `${executionPrefix}${approvalMachine}:`;

/**
 * What End User Messaging tells of each channel: of everything that this account sends, so the rules leave out what other
 * programs and other stages sent.
 */
const fromAws = [
  {
    channel: 'sms',
    id: 'ListenSms',
    description: 'What became of our text messages, not of those of others in this account',
    // Messages that were sent before messages named their stage still have receipts to come.
    patternOf: ({ names }: Routed) => ({
      source: ['aws.sms-voice'],
      'detail-type': ['Text Message Delivery Status Updated'],
      detail: { context: { touch: [{ exists: true }], stage: [names.bus, { exists: false }] } },
    }),
  },
  {
    channel: 'whatsapp',
    id: 'ListenWhatsapp',
    description: 'What became of our WhatsApp messages, and what people write to us',
    // That a message was sent is known; whatever else comes is heard, and counted where it is new.
    patternOf: ({ whatsappPhoneNumberId: number }: Routed) => ({
      source: ['aws.social-messaging'],
      'detail-type': [{ 'anything-but': ['WhatsApp Message Sent'] }],
      ...(number !== undefined && { detail: { originationPhoneNumberId: [number, { exists: false }] } }),
    }),
  },
] as const;

/** SES and End User Messaging publish on the account's default bus, apps on ours. */
function listenRules(routed: Routed): RoutingRule[] {
  const { names, providers, configurationSet } = routed;
  const ruleName = (channel: string) => `${names.bus}-listen-${channel}`;
  const aws = fromAws.filter(({ channel }) => namesProvider(providers, 'end-user-messaging', channel));
  return [
    {
      id: 'ListenEmail',
      name: ruleName('email'),
      description: 'Feedback on our emails, not on those of others in this account',
      bus: 'default',
      pattern: {
        source: ['aws.ses'],
        // SES always names the configuration set; an event replayed by hand may not, and its touch suffices.
        detail: {
          mail: {
            tags: { touch: [{ exists: true }], 'ses:configuration-set': [configurationSet, { exists: false }] },
          },
        },
      },
      function: 'listen',
    },
    ...aws.map(({ channel, id, description, patternOf }) => ({
      id,
      description,
      pattern: patternOf(routed),
      name: ruleName(channel),
      bus: 'default',
      function: 'listen' as const,
    })),
    {
      id: 'ListenEngaged',
      name: 'listen-engaged',
      description: 'Apps report what people did with push and in-app messages',
      bus: names.bus,
      pattern: { 'detail-type': ['touch.engaged'], source: notOurs },
      function: 'listen',
    },
  ];
}

const forwardRules = ({ names, forwards }: Routed): RoutingRule[] =>
  forwards
    ? [
        {
          id: 'ForwardRule',
          name: 'forward',
          description: 'What is announced of touches and runs',
          bus: names.bus,
          pattern: { source: ours, 'detail-type': [{ prefix: 'touch.' }, { prefix: 'run.' }] },
          function: 'forward',
        },
      ]
    : [];

const learnRules = ({ names, orders, journeys }: Routed): RoutingRule[] => [
  {
    id: 'LearnRule',
    name: learnRuleName(names),
    description: 'Learns from all customers',
    bus: 'default',
    schedule: 'rate(1 day)',
    enabled: orders !== undefined || journeys.some(({ rules: { bestHour, bandits } }) => bestHour || bandits),
    function: 'learn',
  },
];

const ingestRules = ({ names, partnerBus }: Routed): RoutingRule[] =>
  partnerBus === undefined
    ? []
    : [
        {
          id: 'IngestSegment',
          name: partnerRuleName(names),
          description: 'Who people are and what they did, as Segment tells it',
          bus: partnerBus,
          pattern: { source: [partnerBus], detail: { type: ['identify', 'track', 'delete'] } },
          function: 'ingest',
        },
      ];
