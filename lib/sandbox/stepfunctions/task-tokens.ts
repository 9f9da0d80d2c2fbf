import type { Outcome } from '../lambdas/invocation.ts';
import type { Random } from '../random.ts';

/** Tokens of tasks that wait for somebody to answer: each is answered once. */
export class TaskTokens {
  private readonly waiting = new Map<string, (outcome: Outcome) => void>();
  private readonly outcomes = new Map<string, Promise<Outcome>>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  issue(): string {
    const token = this.random.uuid().replaceAll('-', '');
    this.open(token);
    return token;
  }

  /** Waits anew: a retry has no other token, because its parameters were made for the first try. */
  open(token: string): void {
    this.outcomes.set(
      token,
      new Promise((resolve) => {
        this.waiting.set(token, resolve);
      }),
    );
  }

  /** The token that a task's parameters carry. */
  in(parameters: unknown): string | undefined {
    if (typeof parameters === 'string') return this.outcomes.has(parameters) ? parameters : undefined;
    if (typeof parameters !== 'object' || parameters === null) return undefined;
    return Object.values(parameters)
      .map((each) => this.in(each))
      .find((token) => token !== undefined);
  }

  answer(token: string): Promise<Outcome> {
    return this.outcomes.get(token) ?? Promise.reject(new Error(`token ${token}: never issued`));
  }

  /** @returns false when nobody waits with this token */
  settle(token: string, outcome: Outcome): boolean {
    const waiting = this.waiting.get(token);
    this.waiting.delete(token);
    waiting?.(outcome);
    return waiting !== undefined;
  }

  /** Nobody waits any more. */
  close(token: string): void {
    this.waiting.delete(token);
  }
}
