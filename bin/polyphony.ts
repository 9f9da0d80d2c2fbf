#!/usr/bin/env node
import { parseArgs } from 'node:util';

/** A command: its arguments in, the exit code out. 0 done, 1 a check failed or an input was bad, 2 wrong usage. */
type Command = (args: string[]) => Promise<number>;

const commands: Readonly<Record<string, { about: string; load: () => Promise<{ run: Command }> }>> = {
  start: {
    about: 'the sandbox with three people in it, a day in ten seconds',
    load: () => import('../lib/cli/start.ts'),
  },
  sandbox: { about: 'the whole stack on this machine', load: () => import('../lib/cli/sandbox.ts') },
  launch: { about: 'enters everybody whom a journey is for', load: () => import('../lib/cli/launch.ts') },
  pause: { about: 'stops everything, a channel or a journey', load: () => import('../lib/cli/pause.ts') },
  resume: { about: 'lets it speak again', load: () => import('../lib/cli/resume.ts') },
  'given-up': { about: 'what no provider took, and sends it again', load: () => import('../lib/cli/given-up.ts') },
  why: { about: 'why a person got a message, or did not', load: () => import('../lib/cli/why.ts') },
  import: {
    about: 'people from another tool, with consent and suppressions',
    load: () => import('../lib/cli/import.ts'),
  },
  reinstate: { about: 'lets a suppressed address be written to again', load: () => import('../lib/cli/reinstate.ts') },
  'bind-opt-outs': {
    about: 'once after an upgrade: binds mailboxes and devices that are known',
    load: () => import('../lib/cli/bind-opt-outs.ts'),
  },
  'export-user': { about: 'all that is kept of a person, as JSON', load: () => import('../lib/cli/export-user.ts') },
  report: { about: 'what really moved people, by journey', load: () => import('../lib/cli/report.ts') },
  'report-link': { about: 'a link to the reports for somebody', load: () => import('../lib/cli/report-link.ts') },
  check: { about: 'what deploying would do to the people inside', load: () => import('../lib/cli/check.ts') },
  preview: { about: 'every message of a journey on one page', load: () => import('../lib/cli/preview.ts') },
  fit: { about: 'the churn score, fitted to your orders', load: () => import('../lib/cli/fit.ts') },
  submit: { about: 'asks the approvers of a journey', load: () => import('../lib/cli/submit.ts') },
  approvals: { about: 'who approved which version, and why not', load: () => import('../lib/cli/approvals.ts') },
  evaluate: { about: 'one rule, JSON lines in and out', load: () => import('../lib/cli/evaluate.ts') },
};

const usage = `Usage: polyphony <command> [options]

${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(13)} ${about}`)
  .join('\n')}

\`polyphony <command> --help\` says more.
`;

/** @returns the exit code */
export async function main(args: string[]): Promise<number> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const [name, ...rest] = args;
  if (name !== undefined && Object.hasOwn(commands, name)) {
    const command = await commands[name]?.load();
    return command ? command.run(rest) : 2;
  }
  const help =
    name?.startsWith('-') && parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } }, strict: false });
  if (typeof help === 'object' && help.values.help) {
    process.stdout.write(usage);
    return 0;
  }
  process.stderr.write(name === undefined ? usage : `polyphony: no command ${JSON.stringify(name)}\n\n${usage}`);
  return 2;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
