import { escapedIn } from '../output.ts';
import type { Answer, Explained } from './answer.ts';

/** The answer as a page that somebody can read out. */
export function linesOf(answer: Answer): string {
  const { user, touches, next, runs, refused, refusedFields, consents, suppressed, mailboxOptOut } = escapedIn(answer);
  return [
    `${user}\n`,
    section(
      'What comes next',
      next.map(
        (each) =>
          `${when(each.notBefore)}  ${each.journey} › ${each.step}, not before then${each.group === 'control' ? ' (control: nothing will be sent)' : ''}`,
      ),
    ),
    section('What was decided, newest first', touches.map(touchLines)),
    section(
      'Journeys entered',
      runs.map(
        (run) =>
          `${when(run.entered)}  ${run.journey}${run.group === 'control' ? ', control' : ''}${run.ended === undefined ? ', under way' : `, over on ${when(run.ended)}: ${run.why}`}`,
      ),
    ),
    section(
      'Journeys not entered',
      refused.map(({ at, journey, because }) => `${when(at)}  ${journey}: ${because}`),
    ),
    section(
      'Fields that were told and could not be used',
      refusedFields.map(({ field, rule, at }) => `${when(at)}  ${field}: ${rule}`),
    ),
    section(
      'What they agreed to',
      consents.map(({ channel, status }) => `${channel}: ${status}`),
    ),
    section(
      'Suppressed',
      suppressed.map(({ channel, reason, since }) => `${channel}: ${reason}, since ${when(since)}`),
    ),
    section(
      'Their mailbox',
      mailboxOptOut === undefined
        ? []
        : [
            `no marketing by email since ${when(mailboxOptOut)}, for every account that has it: until a later double opt-in, or a later yes of the account that said no`,
          ],
    ),
  ].join('');
}

const section = (title: string, entries: readonly string[]) =>
  entries.length === 0 ? '' : `\n${title}\n\n${entries.map((entry) => `  ${entry}\n`).join('')}`;

function touchLines({
  at,
  journey,
  step,
  channel,
  outcome,
  because,
  provider,
  rules,
  held,
  feedback,
  message,
}: Explained): string {
  const head = `${when(at)}  ${journey} › ${step}  ${channel}  ${outcome.toUpperCase()}${provider === undefined ? '' : ` by ${provider}`}`;
  const said = message.begins ?? message.content;
  return [
    head,
    `${because}.`,
    ...(said === undefined
      ? []
      : [`${outcome === 'sent' || outcome === 'unknown' ? 'It says' : 'It would have said'}: “${said}”`]),
    ...held.map((hold) => `Held on ${when(hold.at)} until ${when(hold.until)}: ${lower(hold.because)}.`),
    ...rules.map(
      ({ rule, verdict, words, values }) => `${mark[verdict] ?? verdict} ${rule}: ${words}${valuesOf(values)}`,
    ),
    ...Object.entries(feedback).map(([kind, since]) => `${kind} on ${when(since)}`),
  ]
    .map((line, index) => (index === 0 ? line : `    ${line}`))
    .join('\n  ');
}

const mark: Readonly<Record<string, string>> = { pass: '✓', hold: '…', skip: '✗' };
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const when = (instant: string) => instant.replace('T', ' ').replace(/:\d\dZ$/, ' UTC');

const valuesOf = (values: Explained['rules'][number]['values']) =>
  values === undefined
    ? ''
    : ` (${Object.entries(values)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')})`;
