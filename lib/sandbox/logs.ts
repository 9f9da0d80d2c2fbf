/** One line that a Lambda wrote. */
export interface LogLine {
  /** Virtual time, ISO 8601. */
  readonly at: string;
  readonly function: string;
  readonly line: string;
}

const kept = 20_000;

/** The latest lines of all Lambdas; older ones are dropped. */
export class Logs {
  private lines: LogLine[] = [];
  private readonly echo: ((line: LogLine) => void) | undefined;

  /** @param echo also gets each line, as it was written */
  constructor(echo?: (line: LogLine) => void) {
    this.echo = echo;
  }

  add(line: LogLine): void {
    this.lines.push(line);
    if (this.lines.length > kept * 1.5) this.lines = this.lines.slice(-kept);
    this.echo?.(line);
  }

  /** Oldest first. */
  all(): readonly LogLine[] {
    return this.lines.slice(-kept);
  }
}
