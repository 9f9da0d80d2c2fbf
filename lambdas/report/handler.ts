import type { Context } from 'aws-lambda';
import { secret } from '../../lib/aws/secret.ts';
import { type Report, reportOf } from '../../lib/domain/report.ts';
import { opensReports } from '../../lib/domain/report-link.ts';
import { reportPage } from '../../lib/report/page.ts';
import { reportWidget, widgetHelp } from '../../lib/report/widget.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { rules } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { type HttpRequest, notFound, onRequest, page } from '../http.ts';
import { type Asked, askedByPage, askedByWidget } from './event.ts';

const counters = tallies({ client: connect(), name: setting('TALLIES') });
const tokenSecret = secret(setting('TOKEN_SECRET'));
const journeys = rules.journeys.all().map(({ name }) => name);

async function answer({ journey: name, from, to, model }: Asked, now: number): Promise<Report> {
  const journey = rules.journeys.rules(name);
  if (!journey) throw new Error('no journeys: deploy at least one');
  const rows = await counters.read(name, from, to);
  return reportOf({ journey, program: rules.program, rows, from, to, now, model });
}

/** `GET /report/<token>`: the page behind a signed link, or open to all where the stack says so. */
const toReaders = onRequest(async ({ pathParameters, queryStringParameters = {} }, occasion) => {
  const now = occasion.now();
  const open = process.env.REPORT_OPEN === '1' && pathParameters?.token === undefined;
  if (!open && !(await opensReports(pathParameters?.token ?? '', await tokenSecret(), now))) return notFound;
  const asked = askedByPage(queryStringParameters, journeys, now);
  return page(200, reportPage(await answer(asked, now), { ...asked, journeys }));
});

/** A custom widget: whoever may look at the dashboard and invoke this function. */
async function toDashboard(event: unknown): Promise<string | { markdown: string }> {
  const now = Date.now();
  const { describe, part, theme, ...asked } = askedByWidget(event, journeys, now);
  return describe ? { markdown: widgetHelp } : reportWidget(await answer(asked, now), part, theme);
}

const isRequest = (event: unknown): event is HttpRequest =>
  typeof event === 'object' && event !== null && 'requestContext' in event;

/** What really moved people: a journey's report, for a browser and for CloudWatch dashboards. */
export const handler = async (event: unknown, context: Context): Promise<unknown> =>
  isRequest(event) ? toReaders(event, context) : toDashboard(event);
