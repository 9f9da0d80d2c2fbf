import { iso } from '../domain/instant.ts';
import { accountUsage } from './account.ts';
import { command, Refused } from './command.ts';
import { importFile } from './import/import-file.ts';
import { type Asked, readOptions } from './import/options.ts';
import { publisher } from './import/publisher.ts';
import { linesOf, type Tally } from './import/tally.ts';
import { tools } from './import/tools.ts';
import { complain, escaped, write, writeJson } from './output.ts';

const usage = `Usage: polyphony import <file> --from <tool> [options]

Brings people from another tool: who they are, what they agreed to and when, who unsubscribed, whose address is dead. It
publishes the events that apps publish, so importing twice, or in another order, ends the same. docs/import.md has each
tool's columns.

  --from <tool>
${Object.entries(tools)
  .map(([name, { about }]) => `      ${name.padEnd(15)} ${about}`)
  .join('\n')}
  --dry-run               only says what it would do, and to how many
  --user-id <column>      your own user ids, where the tool has no column of its own for them
  --user-id-from email    a SHA-256 of the address instead, keyed by the environment's POLYPHONY_USER_ID_KEY if set
  --basis <basis>         for a yes whose ground the export does not prove: express_written, express, soft_opt_in or
                          implied; none takes no such yes
  --map <field=Column,…>  which column is which: userId, email, phone, timezone, traits.plan, …
  --status <status>       of everybody in the file: subscribed, unsubscribed, cleaned or nonsubscribed
  --exported-at <instant> when a no without a time of its own was known (default: when the file was last changed)
  --timezone <zone>       of times that do not say theirs
  --dates mdy|dmy         how to read 3/4/2025
  --country <code>        of phone numbers without a plus, where their line names no country, such as DE
  --delimiter <character> between the fields of a CSV, if it is told wrongly from its header
  --encoding <name>       of the file, if it is told wrongly from its bytes, such as windows-1252
  --channels <id=email,…>, --message-types <id=email,…>   what Iterable's numbers are
  --result <file>         each refused line and why, as JSON lines (default <file>.import.jsonl)
  --resume                goes on where an interrupted import stopped
  --rate <n>              events a second at most (default 1000)
  --json                  the summary as one JSON object
${accountUsage}`;

/** `polyphony import <file>`. Exit code 1 when a line was refused, or the import is not complete. */
export const run = command({
  name: 'import',
  usage,
  read: (args) => readOptions(args),
  async act(asked) {
    const bus = publisher(asked.account, asked.rate);
    const interrupted = onInterrupt();
    try {
      if (!asked.isDryRun) await bus.check();
      const begun = performance.now();
      const pace = paceOf(begun);
      const done = await importFile(asked, {
        publish: (events) => (asked.isDryRun ? Promise.resolve() : bus.publish(events)),
        advanced: pace.advanced,
        isStopped: interrupted.happened,
      });
      if (typeof done === 'string') throw new Refused(refusals[done](asked));
      report(done, pace.speed(done.here), asked);
      return done.isComplete && done.tally.refused === 0 ? 0 : 1;
    } finally {
      interrupted.forget();
      bus.close();
    }
  },
});

const refusals = {
  'under-way': ({ result }: Asked) =>
    `an import of this file was interrupted; go on with --resume, or delete ${result}.state.json to begin again`,
  other: ({ result }: Asked) =>
    `${result}.state.json is of another file or other options; name another --result, or delete it to begin again`,
};

type Done = Exclude<Awaited<ReturnType<typeof importFile>>, string>;

function report({ tally, isComplete, form, noYes }: Done, speed: number, asked: Asked): void {
  const { file, from, isDryRun, isJson, result, terms } = asked;
  if (isJson) {
    const answer = {
      file,
      from,
      form,
      isDryRun,
      isComplete,
      ...tally,
      noYes,
      linesPerSecond: Math.round(speed),
      result,
    };
    writeJson(answer);
    return;
  }
  const how = isDryRun ? ' (dry run: nothing was published)' : isComplete ? '' : ' (interrupted; --resume goes on)';
  write(`${escaped(file)} from ${from}${how}\n${linesOf(tally, speed)}`);
  write(`Read as ${escaped(form)}\n`);
  if (noYes.length > 0) write(`No yes is taken: the file has no column ${noYes.join(' or ')}\n`);
  write(`A no without a time of its own counts from ${iso(terms.exportedAt)}\n`);
  if (tally.refused > 0 || Object.keys(tally.leftOut).length > 0) write(`Which lines: ${escaped(result)}\n`);
}

/** Says how it goes every few seconds. */
function paceOf(begun: number) {
  const everyMs = 5000;
  let last = begun;
  const speed = (lines: number) => (lines / Math.max(performance.now() - begun, 1)) * 1000;
  return {
    speed,
    advanced({ read, refused }: Tally, here: number) {
      const now = performance.now();
      if (now - last < everyMs) return;
      last = now;
      complain(`${read} lines, ${refused} refused, ${Math.round(speed(here))} a second\n`);
    },
  };
}

/** The first Ctrl-C stops at the end of the stretch, a second one at once: either can be resumed. */
function onInterrupt() {
  let count = 0;
  const heard = () => {
    count++;
    if (count > 1) process.exit(130);
    complain('stopping after these lines; --resume goes on\n');
  };
  process.on('SIGINT', heard);
  return { happened: () => count > 0, forget: () => process.off('SIGINT', heard) };
}
