import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { fromIso } from '../../lib/domain/instant.ts';
import { cell } from '../../lib/domain/report/cell.ts';
import { type Report, reportOf } from '../../lib/domain/report.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { rules } from '../../statemachines/registry.ts';
import { randomOf } from '../simulation/world.ts';
import { type AppEvent, introduction, type Sent, signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
const random = randomOf(7);
const people = Array.from({ length: 300 }, (_, n) => {
  const user = `person-${n}`;
  const group = pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 });
  const keen = random();
  return { user, control: group === 'control', opens: keen > 0.5, clicks: keen > 0.8, keen, early: random() < 0.2 };
});
type Person = (typeof people)[number];
const treatment = people.filter(({ control }) => !control);
const converts = ({ keen, control }: Person) => keen > (control ? 0.85 : 0.65);

let sent: readonly Sent[] = [];
let report: Report;
let page: { status: number; text: string };

const event = (type: string, { user }: Person, more: object = {}): AppEvent => ({
  type,
  detail: { userId: user, eventId: `${type}-${user}`, ...more },
});

async function readReport(): Promise<Report> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: stack.sandbox.url, region: 'us-east-1', credentials }),
  );
  const journey = rules.journeys.rules('welcome');
  if (!journey) throw new Error('the welcome ships');
  const now = stack.sandbox.now();
  const from = fromIso('2027-01-11T00:00:00Z');
  const rows = await tallies({ client, name: 'polyphony-tallies' }).read('welcome', from, now);
  return reportOf({ journey, program: rules.program, rows, from, to: now, now, model: 'last' });
}

beforeAll(async () => {
  const { client } = stack;
  await client.publish(...people.flatMap(({ user }) => introduction(user)));
  await client.settle();
  await client.publish(...people.map(({ user }) => signUp(user)));
  await client.advance('PT6H');
  const goals = (who: readonly Person[]) => who.filter(converts).map((person) => event('onboarding.completed', person));
  await client.publish(...people.filter(({ keen }) => keen > 0.3).map((person) => event('project.created', person)));
  await client.publish(...people.filter(({ keen }) => keen > 0.2).map((person) => event('profile.completed', person)));
  // Everything may come more than once.
  await client.publish(...goals(people.filter(({ early }) => early)));
  await client.advance('PT42H');
  const emails = await client.outbox('?channel=email');
  const told = emails.flatMap(({ touchId, userId }) => {
    const { opens = false, clicks = false } = people.find(({ user }) => user === userId) ?? {};
    const kinds = [
      'Email Delivered',
      ...(opens ? ['Email Opened', 'Email Opened'] : []),
      ...(clicks ? ['Email Clicked'] : []),
    ];
    return kinds.map((type) => ({
      type,
      detail: { mail: { tags: { touch: [touchId] } } },
      bus: 'default',
      source: 'aws.ses',
    }));
  });
  await client.publish(...told);
  await client.advance('P1D');
  await client.publish(...goals(people), ...goals(people));
  await client.advance('P6D');
  // Too late, and not a conversion.
  const [late] = people.filter((person) => !converts(person));
  if (late) await client.publish(event('onboarding.completed', late));
  await client.settle();
  sent = await client.outbox();
  report = await readReport();
  const answer = await fetch(`${stack.sandbox.url}/_api/report?journey=welcome&days=28&model=last`);
  page = { status: answer.status, text: await answer.text() };
}, 600_000);

const who = (rows: readonly Sent[]) => new Set(rows.map(({ userId }) => userId));

describe('300 people through the welcome', () => {
  it('are all in the report, in the group that their id gave them', () => {
    expect(report.population).toMatchObject({ all: 300, treatment: treatment.length, control: 300 - treatment.length });
    expect(report.comparison?.mismatch.found).toBe(false);
  });

  it('converted once each, however often the goal was told, and never too late', () => {
    const [control, treated] = report.comparison?.arms ?? [];
    expect(treated?.converted).toBe(treatment.filter(converts).length);
    expect(control?.converted).toBe(cell(people.filter(({ control: out }) => out).filter(converts).length));
    expect(report.refused).toEqual({ 'too-late': 1 });
  });

  it('were sent and reached as the outbox says, people and not messages', () => {
    for (const channel of ['push', 'email', 'inapp'] as const) {
      const reached = who(sent.filter((row) => row.channel === channel));
      const row = report.channels.find((each) => each.channel === channel);
      expect(row?.sent, channel).toBe(reached.size);
      const after = treatment.filter((person) => converts(person) && reached.has(person.user)).length;
      expect(row?.converted, channel).toBe(cell(after));
    }
    const mailed = who(sent.filter(({ channel }) => channel === 'email'));
    const of = (is: (person: Person) => boolean) =>
      people.filter((person) => mailed.has(person.user) && is(person)).length;
    expect(report.channels.find(({ channel }) => channel === 'email')).toMatchObject({
      delivered: mailed.size,
      opened: of(({ opens }) => opens),
      clicked: of(({ clicks }) => clicks),
    });
    expect(report.cost).toBeCloseTo(
      mailed.size * 0.0001 + who(sent.filter(({ channel }) => channel === 'push')).size * 0.000001,
      9,
    );
  });

  it('took the paths that the outbox shows, and no conversion is lost among channels', () => {
    const paths = new Map<string, number>();
    for (const { user } of treatment) {
      const path = sent.filter(({ userId }) => userId === user).map(({ channel }) => channel);
      paths.set(path.join('>'), (paths.get(path.join('>')) ?? 0) + 1);
    }
    const shown = report.paths.filter(({ path }) => path !== null);
    expect(Object.fromEntries(shown.map(({ path, people: many }) => [path?.join('>'), many]))).toEqual(
      Object.fromEntries([...paths].filter(([, many]) => many >= 10)),
    );
    for (const { model, credits } of report.attribution) {
      const given = Object.values(credits);
      if (given.includes(null)) continue;
      expect(
        given.reduce<number>((sum, credit) => sum + (credit ?? 0), 0),
        model,
      ).toBeCloseTo(treatment.filter(converts).length, 6);
    }
  });

  it('came through the app as far as they did, in whatever order it was told', () => {
    const far = (person: Person) => (converts(person) ? 4 : person.keen > 0.3 ? 3 : person.keen > 0.2 ? 2 : 1);
    expect(report.appFunnel.map((step) => step.treatment)).toEqual(
      [1, 2, 3, 4].map((step) => cell(treatment.filter((person) => far(person) >= step).length)),
    );
  });

  it('are a page that says the same, open in a sandbox and behind a signed link', async () => {
    expect(page.status).toBe(200);
    expect(page.text).toContain('>300</b>');
    expect(page.text).toContain('Where people drop off');
    const { report: link } = await stack.client.control<{ report: string }>('describe');
    expect((await fetch(link)).status).toBe(200);
    const forged = await fetch(`${link}x`);
    expect([forged.status, await forged.text()]).toEqual([404, '{"message":"Not Found"}']);
    const { inbox } = await stack.client.control<{ inbox: string }>('token?userId=person-1');
    expect((await fetch(`${stack.sandbox.url}/_api/report/${inbox}`)).status).toBe(404);
  });
});
