import type { Ledger, LedgerRun } from '../../domain/ledger.ts';
import { personKey } from '../../store/keys.ts';
import { decodeLedger, type LedgerItem } from '../../store/ledger-codec.ts';
import type { Write } from '../dynamo/table.ts';
import { names } from '../environment.ts';
import { type EventFact, type Fact, occurredAt } from '../facts.ts';
import type { Acceptance } from '../providers/acceptances.ts';
import { idOf } from '../random.ts';
import type { Run } from '../scenario/scenario.ts';

/** What an invariant found broken: for whom, when, and in words. */
export interface Violation {
  /** Class of the violation, which is what a scenario is kept for. */
  readonly invariant: string;
  readonly person: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: string;
}

/** Something that must hold of every run. It is judged from what providers accepted and what was written, by no rule of the engine. */
export interface Invariant {
  /** Classes of violations that it finds. */
  readonly finds: readonly string[];
  readonly holds: string;
  check(history: History): Iterable<Violation>;
}

/** How long what was in flight may still arrive: a function's whole life, and what lands after it. */
export const inFlightMs = 60_000;

/** An event that was told of a person. */
export interface Told {
  readonly fact: Fact & EventFact;
  readonly user: string;
  readonly type: string;
  readonly detail: EventFact['detail'];
  /** When it occurred. */
  readonly at: number;
}

/** A run as the ledger ever had it. */
export interface KnownRun {
  readonly run: LedgerRun;
  readonly from: number;
  /** How often the ledger had it anew: again only when an erasure had forgotten it. */
  readonly times: number;
  /** When the ledger first said that it is closed, other than by its last step. */
  readonly closed?: number;
  readonly converted: boolean;
}

interface Version {
  readonly at: number;
  /** `null` once it is deleted. */
  readonly ledger: Ledger | null;
}

/** Everything about one run that invariants ask for, read once. */
export class History {
  readonly run: Run;
  readonly told: readonly Told[];
  readonly users: readonly string[];
  readonly acceptances: readonly Acceptance[];
  private readonly acknowledgements = new Map<string, number>();
  private readonly byUser = new Map<string, Write[]>();
  private readonly versions = new Map<string, readonly Version[]>();
  private readonly runs = new Map<string, ReadonlyMap<string, KnownRun>>();

  constructor(run: Run) {
    this.run = run;
    const { facts, tables, bus, acceptances } = run.world;
    this.acceptances = acceptances.all;
    this.told = facts.flatMap((fact) => {
      if (fact.does !== 'tell' || typeof fact.detail.userId !== 'string') return [];
      const { type, detail } = fact;
      return [{ fact, user: fact.detail.userId, type, detail, at: occurredAt(fact) }];
    });
    this.users = [...new Set(this.told.map(({ user }) => user))];
    for (const write of tables.writes) {
      if (write.table !== names.peopleTable || !write.pk.startsWith('USER#')) continue;
      const user = write.pk.slice('USER#'.length);
      const list = this.byUser.get(user);
      if (list) list.push(write);
      else this.byUser.set(user, [write]);
    }
    for (const { event, function: name, to, outcome } of bus.deliveries) {
      const key = `${event.id} ${name}`;
      if (outcome.ok && !this.acknowledgements.has(key)) this.acknowledgements.set(key, to);
    }
  }

  /** When this function was first done with this event; `undefined` when never. */
  acknowledged({ id }: { readonly id: string }, name: string): number | undefined {
    return this.acknowledgements.get(`${idOf(`event ${id}`)} ${name}`);
  }

  /** Everything that was written under a person's id, oldest first. */
  writesOf(user: string): readonly Write[] {
    return this.byUser.get(user) ?? [];
  }

  toldOf(user: string, ...types: readonly string[]): readonly Told[] {
    return this.told.filter((told) => told.user === user && types.includes(told.type));
  }

  /** Every version of a person's ledger. */
  ledgers(user: string): readonly Version[] {
    const known = this.versions.get(user);
    if (known) return known;
    const made = this.writesOf(user)
      .filter(({ sk }) => sk === 'LEDGER')
      .map(({ at, after }) => ({
        at,
        ledger: after ? decodeLedger(after as Partial<LedgerItem> as LedgerItem) : null,
      }));
    this.versions.set(user, made);
    return made;
  }

  /** Every run that a person's ledger ever had, by id. */
  runsOf(user: string): ReadonlyMap<string, KnownRun> {
    const known = this.runs.get(user);
    if (known) return known;
    const made = new Map<string, KnownRun>();
    let forgotten = 0;
    const seenAfter = new Map<string, number>();
    for (const { at, ledger } of this.ledgers(user)) {
      if (!ledger) forgotten += 1;
      for (const run of Object.values(ledger?.runs ?? {})) {
        const before = made.get(run.id);
        const closedNow = run.ended !== undefined && run.ended.why !== 'done';
        const closed = before?.closed ?? (closedNow ? at : undefined);
        const converted = before?.converted === true || run.converted !== undefined;
        const anew = before === undefined || seenAfter.get(run.id) !== forgotten;
        seenAfter.set(run.id, forgotten);
        const times = (before?.times ?? 0) + (anew ? 1 : 0);
        made.set(run.id, { run, from: before?.from ?? at, times, converted, ...(closed !== undefined && { closed }) });
      }
    }
    this.runs.set(user, made);
    return made;
  }

  /** The item under a person's id at an instant. */
  itemAt(user: string, sk: string, at: number): Write['after'] {
    return this.writesOf(user).findLast((write) => write.sk === sk && write.at <= at)?.after;
  }

  /** When they asked to be erased, and when that was done; oldest first. */
  erasures(user: string): readonly { readonly at: number; readonly done: number | undefined; readonly told: Told }[] {
    return this.toldOf(user, 'user.erased').map((told) => ({
      at: told.at,
      done: this.acknowledged(told.fact, 'identify'),
      told,
    }));
  }

  /** Whether anything occurred about a person after an instant that brings them back. */
  returned(user: string, after: number): boolean {
    return this.told.some((told) => told.user === user && told.at > after && told.type !== 'user.erased');
  }

  /** The items of a person at the end. */
  itemsOf(user: string) {
    return this.run.world.tables.table(names.peopleTable).partition(personKey(user));
  }
}
