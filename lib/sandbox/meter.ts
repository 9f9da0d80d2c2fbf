interface Units {
  readUnits: number;
  writeUnits: number;
}

/** Counts what AWS would charge for. Names are short: without the bus's prefix. */
export class Meter {
  private stateTransitions = 0;
  private readonly byMachine: Record<string, number> = {};
  private readonly invocations: Record<string, number> = {};
  private readonly units: Units = { readUnits: 0, writeUnits: 0 };
  private readonly byFunction: Record<string, Units> = {};
  private events = 0;
  private touches = 0;

  stateEntered(machine: string): void {
    this.stateTransitions += 1;
    this.byMachine[machine] = (this.byMachine[machine] ?? 0) + 1;
  }

  invoked(name: string): void {
    this.invocations[name] = (this.invocations[name] ?? 0) + 1;
  }

  /** @param caller the function that called; a client outside counts into the totals alone */
  capacity(caller: string | undefined, kind: keyof Units, units: number): void {
    this.units[kind] += units;
    if (caller === undefined) return;
    const own = this.byFunction[caller] ?? { readUnits: 0, writeUnits: 0 };
    own[kind] += units;
    this.byFunction[caller] = own;
  }

  putEvents(entries: number): void {
    this.events += entries;
  }

  touched(): void {
    this.touches += 1;
  }

  report() {
    return structuredClone({
      stateTransitions: this.stateTransitions,
      stateTransitionsByMachine: this.byMachine,
      lambdaInvocations: this.invocations,
      dynamodb: { ...this.units, byFunction: this.byFunction },
      putEvents: this.events,
      touches: this.touches,
    });
  }
}
