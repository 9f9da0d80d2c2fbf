/** One line of an execution's history; details are kept as JSON text, which is what takes least room. */
interface Entry {
  readonly type: string;
  readonly at: number;
  readonly detailsName: string;
  readonly details: string;
}

/** What happened in an execution, as GetExecutionHistory shows it. */
export class History {
  private readonly entries: Entry[] = [];

  /** @param at epoch milliseconds; @param detailsName the member that carries the details, such as stateEnteredEventDetails */
  add(at: number, type: string, detailsName: string, details: object): void {
    this.entries.push({ type, at, detailsName, details: JSON.stringify(details) });
  }

  get length(): number {
    return this.entries.length;
  }

  /** Events in AWS's shape, oldest first. */
  events(from: number, to: number, withData: boolean): object[] {
    return this.entries.slice(from, to).map(({ type, at, detailsName, details }, index) => ({
      timestamp: at / 1000,
      type,
      id: from + index + 1,
      previousEventId: from + index,
      [detailsName]: withData ? JSON.parse(details) : withoutData(JSON.parse(details)),
    }));
  }
}

function withoutData({ input, output, parameters, ...rest }: Record<string, unknown>): object {
  return rest;
}
