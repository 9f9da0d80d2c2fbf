import { fromIso } from '../../domain/instant.ts';
import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, listOf, parsed, textOf } from '../fields.ts';
import type { Meter } from '../meter.ts';
import type { Service } from '../wire/call.ts';
import type { Buses } from './buses.ts';
import { busName } from './rules.ts';

const maxEntries = 10;
const maxBytes = 256 * 1024;

/** EventBridge as the data plane has it: PutEvents, and ListEventBuses to see what there is. */
export function eventBridge(buses: Buses, meter: Meter): Service {
  return {
    name: 'EventBridge',
    operations: {
      PutEvents: (input) => {
        const entries = listOf(input.Entries).map(fieldsOf);
        checkRequest(entries);
        const results = entries.map((entry) => put(entry, buses));
        meter.putEvents(results.filter((result) => 'EventId' in result).length);
        return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
      },
      ListEventBuses: () => ({
        EventBuses: buses.names.map((name) => ({
          Name: name,
          Arn: `arn:aws:events:us-east-1:000000000000:event-bus/${name}`,
        })),
      }),
    },
  };
}

function checkRequest(entries: readonly Fields[]): void {
  if (entries.length === 0 || entries.length > maxEntries) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${maxEntries}`,
    );
  }
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes > maxBytes) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
}

/** As EventBridge counts: 14 bytes for a time, then the UTF-8 of source, detail-type, detail and resources. */
function sizeOf(entry: Fields): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...listOf(entry.Resources)];
  return texts.reduce<number>(
    (sum, text) => sum + Buffer.byteLength(textOf(text) ?? ''),
    entry.Time === undefined ? 0 : 14,
  );
}

interface Failed {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

function put(entry: Fields, buses: Buses): { readonly EventId: string } | Failed {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (textOf(entry[name]) === undefined || entry[name] === '')
      return invalid(name, `${name} is a required argument.`);
  }
  if (String(entry.DetailType).length > 128) return invalid('DetailType', 'DetailType is longer than 128 characters.');
  const detail = parsed(String(entry.Detail));
  if (!isFields(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const bus = busName(entry.EventBusName);
  // EventBridge accepts an unknown bus and drops the event; here that would be a made-up success.
  if (!buses.has(bus))
    return invalid('EventBusName', `Event bus ${bus} does not exist; there is ${buses.names.join(', ')}.`);
  const time = timeOf(entry.Time);
  const EventId = buses.publish(bus, {
    source: String(entry.Source),
    detailType: String(entry.DetailType),
    detail,
    written: String(entry.Detail),
    resources: listOf(entry.Resources).map(String),
    ...(time !== undefined && { time }),
  });
  return { EventId };
}

function invalid(parameter: string, reason: string): Failed {
  return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${parameter} is not valid. Reason: ${reason}` };
}

/** SDKs send epoch seconds; people with curl send ISO 8601. */
function timeOf(time: unknown): number | undefined {
  if (typeof time === 'number') return time * 1000;
  if (typeof time !== 'string') return undefined;
  try {
    return fromIso(time);
  } catch (error) {
    throw new AwsError('SerializationException', error instanceof Error ? error.message : String(error));
  }
}
