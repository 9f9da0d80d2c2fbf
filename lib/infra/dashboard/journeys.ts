// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudWatch's own placeholders
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Names } from '../names.ts';
import { everyMetric, graph } from './graph.ts';

const run = "${PROP('Dim.Journey')} ${PROP('Dim.Group')}";
const touch = "${PROP('Dim.Journey')} ${PROP('Dim.Channel')}";
const why = `${touch}: \${PROP('Dim.Reason')}`;

/** Entries, touches by outcome, conversions. Counted from log lines: for the operator; the exact numbers are the tallies'. */
export function journeyWidgets({ metrics }: Names): IWidget[] {
  const runs = (name: string) => everyMetric(metrics, ['Group', 'Journey'], name, run);
  const touches = (name: string) => everyMetric(metrics, ['Channel', 'Group', 'Journey'], name, touch);
  const explained = (name: string) => everyMetric(metrics, ['Channel', 'Group', 'Journey', 'Reason'], name, why);
  return [
    graph('Entered', [runs('Entered')]),
    graph('Sent', [touches('Sent')]),
    graph('Converted', [runs('Converted')]),
    graph('Skipped, by reason', [explained('Skipped')]),
    graph('Held, by reason', [explained('Held')]),
    graph('Failed, by reason', [explained('Failed')]),
    graph('Delivered, opened by people and by machines, clicked', [
      touches('Delivered'),
      touches('Opened'),
      touches('OpenedByMachine'),
      touches('Clicked'),
    ]),
    graph('Bounced and complained', [touches('Bounced'), touches('Complained')]),
    graph('Runs that ended, by reason', [
      everyMetric(metrics, ['Group', 'Journey', 'Reason'], 'Ended', `${run}: \${PROP('Dim.Reason')}`),
    ]),
  ];
}
