import type { Announcement } from '../lib/domain/announcement.ts';
import type { Announcer } from '../lib/engine/ports.ts';

/** What the bus hears is what is measured: an operator's view. Exact numbers are the tallies'. */
const metricOf: Readonly<Record<string, string>> = {
  'run.started': 'Entered',
  'run.converted': 'Converted',
  'run.ended': 'Ended',
  'touch.sent': 'Sent',
  'touch.skipped': 'Skipped',
  'touch.held': 'Held',
  'touch.failed': 'Failed',
  'touch.delivered': 'Delivered',
  'touch.opened': 'Opened',
  'touch.clicked': 'Clicked',
  'touch.bounced': 'Bounced',
  'touch.complained': 'Complained',
};

/** Announces, and writes each announcement to the log as a line that CloudWatch counts too. */
export function measured(announcer: Announcer): Announcer {
  return {
    async announce(announcements) {
      await announcer.announce(announcements);
      for (const announcement of announcements) {
        const { type, detail } = announcement;
        const machine = type === 'touch.opened' && detail.reason === 'machine';
        // Apple opens for everybody: beside people's opens, these would drown them.
        const metric = machine ? 'OpenedByMachine' : metricOf[type];
        if (metric) count(metric, dimensionsOf(announcement), { ...announcement.detail, message: announcement.type });
      }
    },
  };
}

/** Bounded by the code: journeys, channels, groups and reasons. Every combination costs money; a user id never is one. */
function dimensionsOf({ type, detail }: Announcement): Record<string, string> {
  const { journey, channel, group, reason } = detail as Readonly<Record<string, string | undefined>>;
  const explained =
    type === 'touch.skipped' || type === 'touch.held' || type === 'touch.failed' || type === 'run.ended';
  return {
    Journey: journey ?? 'unknown',
    ...(channel !== undefined && { Channel: channel }),
    Group: group ?? 'unknown',
    // What follows a colon is for people: the name of a variable, say.
    ...(explained && { Reason: reason?.split(':')[0] ?? 'unknown' }),
  };
}

/**
 * Adds one to a CloudWatch metric through the embedded metric format: a log line, no call.
 *
 * @param fields more for the log line: ids only
 */
export function count(
  metric: string,
  dimensions: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  const directive = {
    // Two stages of one account must not add up.
    Namespace: process.env.METRICS ?? 'Polyphony',
    Dimensions: [Object.keys(dimensions)],
    Metrics: [{ Name: metric, Unit: 'Count' }],
  };
  const line = { level: 'info', ...fields, _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] } };
  process.stdout.write(`${JSON.stringify({ ...line, ...dimensions, [metric]: 1 })}\n`);
}
