/** Runs a command in this process. @returns its exit code and what it said, on whichever stream */
export async function saidBy(run: (args: string[]) => Promise<number>, args: string[]): Promise<[number, string]> {
  const [stdout, stderr] = [process.stdout.write, process.stderr.write];
  const said: string[] = [];
  process.stdout.write = process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
  try {
    return [await run(args), said.join('')];
  } finally {
    process.stdout.write = stdout;
    process.stderr.write = stderr;
  }
}
