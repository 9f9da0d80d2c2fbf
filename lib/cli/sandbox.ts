import { AssemblyError, keepHeapsSmall, type LogLine, type Sandbox, startSandbox } from '../sandbox/index.ts';
import { command, Refused } from './command.ts';
import { complain, write } from './output.ts';
import { readSandboxFlags, type SandboxFlags, sandboxUsage } from './sandbox/flags.ts';
import { logLine, touchLine, welcome } from './sandbox/lines.ts';

/** `polyphony sandbox`: runs the stack on this machine until it is interrupted. Exit code 1 when it cannot run. */
export const run = command({
  name: 'sandbox',
  usage: sandboxUsage,
  read: (args) => readSandboxFlags(args),
  act: (flags) =>
    host(flags, (sandbox) => {
      if (flags.quiet) return;
      write(welcome(sandbox.url, flags.clock, sandbox.now()));
      sandbox.on('touch', (row) => write(`${touchLine(row)}\n`));
    }),
});

/**
 * Runs a sandbox until it is interrupted.
 *
 * @param show what to do once it is ready
 * @returns the exit code of an interruption, 0
 * @throws Refused when it cannot run
 */
export async function host(flags: SandboxFlags, show: (sandbox: Sandbox) => void): Promise<number> {
  // Lambda runs in UTC; nothing here may depend on where this machine stands.
  process.env.TZ = 'UTC';
  keepHeapsSmall();
  const { quiet, verbose, ...options } = flags;
  const echo = { echo: (line: LogLine) => complain(logLine(line)) };
  const interrupted = interruption();
  let sandbox: Sandbox;
  try {
    const { ensureAssembly } = await import('../infra/ensure-assembly.ts');
    sandbox = await startSandbox({ ...options, ...(verbose && echo), assembly: await ensureAssembly({ quiet }) });
  } catch (error) {
    throw new Refused(reasonOf(error, options.port));
  }
  show(sandbox);
  await interrupted;
  await sandbox.close();
  return 0;
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    // npm and npx pass no signal on: when they are gone, nobody else could end this, and the port would stay taken.
    if (process.env.npm_command === undefined) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve(), 500).unref();
  });
}

function reasonOf(error: unknown, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `port ${port} is in use; stop what uses it, or choose another: --port ${port + 1}`;
  }
  if (error instanceof AssemblyError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
