import type { Bus } from './bus.ts';
import type { Call } from './call.ts';
import { canceled, type DynamoDb } from './dynamo/operations.ts';
import { secrets } from './environment.ts';
import type { Executions } from './machine/executions.ts';
import type { Acceptances } from './providers/acceptances.ts';
import type { Providers } from './providers/providers.ts';
import { SimulationError } from './simulation-error.ts';

type Input = Readonly<Record<string, unknown>>;

export interface ServicesSurroundings {
  readonly tables: DynamoDb;
  readonly bus: Bus;
  readonly executions: Executions;
  readonly providers: Providers;
  readonly acceptances: Acceptances;
  /** What functions put into buckets, by key. */
  readonly objects: Map<string, Uint8Array>;
  /** The function that is calling, and its invocation. */
  readonly caller: () => string;
  /** Takes what a function refuses for good. */
  readonly refuse: (queueUrl: string, body: string, reason: string) => void;
}

/** Items that functions read at most every few seconds or minutes, and keep. */
const lookups = /^(?:PAUSES|EDGES|HABITS|SHARES|APPROVAL#.*)$/;

/** AWS as functions call it by their SDK clients: one call for each command. */
export class Services {
  private readonly surroundings: ServicesSurroundings;
  private readonly puts = new Map<string, number>();

  constructor(surroundings: ServicesSurroundings) {
    this.surroundings = surroundings;
  }

  /** @param command name of the command's class, such as `PutCommand` or `SendEmailCommand` */
  callOf(command: string, input: Input): Call {
    const known = this.commands[command];
    if (known) return known(input);
    if (/^(?:Get|Put|Update|Delete|Query|Scan|BatchGet|BatchWrite|TransactWrite|TransactGet)Command$/.test(command)) {
      return this.tableCall(command, input);
    }
    throw new SimulationError(`${command}: the simulation has no such call; teach lib/simulation/services.ts`);
  }

  private tableCall(command: string, input: Input): Call {
    const { tables } = this.surroundings;
    const about = subjectOf(input);
    const run = () => tables.run(command, input);
    const reads = command === 'GetCommand' || command === 'QueryCommand';
    if (reads && lookups.test(about.pk)) return { name: 'lookup', kind: 'lookup', run };
    const name = `${command.replace(/Command$/, '')} ${about.name}`;
    return command === 'TransactWriteCommand' ? { name, kind: 'transaction', run } : { name, kind: 'service', run };
  }

  private readonly commands: Readonly<Record<string, (input: Input) => Call>> = {
    PutEventsCommand: (input) => ({ name: 'PutEvents', kind: 'service', run: () => this.putEvents(input) }),

    StartExecutionCommand: ({ stateMachineArn, name, input }) => ({
      name: `StartExecution ${String(stateMachineArn).split(':').at(-1)}`,
      kind: 'service',
      run: () => this.surroundings.executions.start(String(stateMachineArn), String(name), String(input)),
    }),
    StopExecutionCommand: ({ executionArn }) => ({
      name: `StopExecution ${String(executionArn).split(':').at(-2)}`,
      kind: 'service',
      run: () => this.surroundings.executions.stop(String(executionArn)),
    }),
    SendTaskSuccessCommand: ({ taskToken, output }) => ({
      name: 'SendTaskSuccess',
      kind: 'service',
      run: () =>
        this.surroundings.executions.answer(String(taskToken), { ok: true, result: JSON.parse(String(output)) }),
    }),
    SendTaskFailureCommand: ({ taskToken, error = '', cause = '' }) => ({
      name: 'SendTaskFailure',
      kind: 'service',
      run: () => {
        const failure = { ok: false, error: String(error), message: String(cause) } as const;
        return this.surroundings.executions.answer(String(taskToken), failure);
      },
    }),

    GetSecretValueCommand: ({ SecretId }) => ({
      name: 'secret',
      kind: 'lookup',
      run: () => ({ SecretString: secrets.get(String(SecretId)) }),
    }),
    SendMessageCommand: ({ QueueUrl, MessageBody, MessageAttributes }) => ({
      name: 'SendMessage',
      kind: 'service',
      run: () => {
        const { reason } = (MessageAttributes ?? {}) as { reason?: { StringValue?: string } };
        this.surroundings.refuse(String(QueueUrl), String(MessageBody), reason?.StringValue ?? '');
        return {};
      },
    }),

    SendEmailCommand: (input) => this.send('ses', 'SESv2', 'SendEmail', input),
    SendMessagesCommand: ({ ApplicationId, MessageRequest }) =>
      this.wrapped(
        'pinpoint',
        'Pinpoint',
        'SendMessages',
        { ApplicationId, ...(MessageRequest as Input) },
        (answer) => ({
          MessageResponse: answer,
        }),
      ),
    PublishCommand: (input) => this.send('sns', 'SNS', 'Publish', input),
    CreatePlatformEndpointCommand: (input) => ({
      name: 'CreatePlatformEndpoint',
      kind: 'send',
      run: () => this.surroundings.providers.call('SNS', 'CreatePlatformEndpoint', input),
    }),
    SendTextMessageCommand: (input) =>
      this.send('end-user-messaging sms', 'PinpointSMSVoiceV2', 'SendTextMessage', input),
    SendWhatsAppMessageCommand: ({ message, ...input }) =>
      this.send('end-user-messaging whatsapp', 'SocialMessaging', 'SendWhatsAppMessage', {
        ...input,
        message: Buffer.from(message as Uint8Array).toString('base64'),
      }),

    PutObjectCommand: ({ Key, Body }) => ({
      name: 'PutObject',
      kind: 'service',
      run: () => {
        this.surroundings.objects.set(String(Key), Buffer.from(String(Body)));
        return {};
      },
    }),
    GetObjectCommand: ({ Key, Range }) => ({
      name: 'GetObject',
      kind: 'service',
      run: () => objectOf(this.surroundings.objects.get(String(Key)), String(Range ?? '')),
    }),
  };

  private send(name: string, service: string, operation: string, input: Input): Call {
    return this.wrapped(name, service, operation, input, (answer) => answer);
  }

  private wrapped(
    name: string,
    service: string,
    operation: string,
    input: Input,
    wrap: (answer: unknown) => unknown,
  ): Call {
    const { providers } = this.surroundings;
    const run: Call['run'] = (behave) => wrap(providers.call(service, operation, plainOf(input), behave));
    return { name: `send ${name}`, kind: 'send', run };
  }

  private putEvents({ Entries }: Input): unknown {
    const { bus, caller } = this.surroundings;
    const ids = (Entries as readonly Readonly<Record<string, string>>[]).map((entry) => {
      const { EventBusName = 'default', Source = '', DetailType = '', Detail = '{}' } = entry;
      const name = `${DetailType} by ${caller()}`;
      const nth = (this.puts.get(name) ?? 0) + 1;
      this.puts.set(name, nth);
      const key = nth === 1 ? name : `${name} ${nth}`;
      return bus.put({ bus: EventBusName, source: Source, type: DetailType, detail: JSON.parse(Detail), key });
    });
    return { FailedEntryCount: 0, Entries: ids.map((EventId) => ({ EventId })) };
  }
}

/** An error of a transaction that met another: nothing of it was done. */
export const conflict = (input: Input): Error =>
  canceled((input.TransactItems as readonly unknown[]).map(() => ({ Code: 'TransactionConflict' })));

/** What a command is about, by kinds of items alone. */
function subjectOf(input: Input): { readonly pk: string; readonly name: string } {
  const { Key, Item, ExpressionAttributeValues: values, TransactItems: items } = input;
  if (Array.isArray(items)) {
    const names = items.map((item: Readonly<Record<string, Input>>) => subjectOf(Object.values(item)[0] ?? {}).name);
    return { pk: '', name: names.join('+') };
  }
  const key = (Key ?? Item) as { pk?: string; sk?: string } | undefined;
  if (key) return { pk: key.pk ?? '', name: `${kindOf(key.pk)}/${kindOf(key.sk)}` };
  const [pk] = Object.values((values ?? {}) as Readonly<Record<string, unknown>>);
  return { pk: String(pk ?? ''), name: kindOf(pk) };
}

const kindOf = (key: unknown): string => {
  const [kind = ''] = String(key ?? '').split('#');
  return /^\d/.test(kind) ? 'day' : kind;
};

/** As JSON would carry it. */
const plainOf = (input: Input): Input => JSON.parse(JSON.stringify(input)) as Input;

function objectOf(bytes: Uint8Array | undefined, range: string): unknown {
  if (!bytes) throw Object.assign(new Error('NoSuchKey'), { name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (Number(from) >= bytes.length) {
    throw Object.assign(new Error('InvalidRange'), { name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
  }
  const part = bytes.slice(Number(from), to === '' ? undefined : Number(to) + 1);
  return {
    Body: { transformToByteArray: async () => part },
    ContentRange: `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`,
  };
}
