import type { Outcome } from '../lambdas/invocation.ts';
import type { Ground } from './handlers.ts';

/**
 * A task with a token: what the function returns is thrown away, and the state goes on when somebody answers for the
 * token. `TimeoutSeconds` bounds the wait, in virtual time.
 */
export async function answered(
  { clock, tokens, onStop }: Pick<Ground, 'clock' | 'tokens' | 'onStop'>,
  token: string,
  asked: Outcome,
  due: number | undefined,
): Promise<Outcome> {
  // The Cause of a function's failure is JSON, that of an answer is what the answer said.
  if (!asked.ok) return { ok: false, error: { ...asked.error, errorMessage: JSON.stringify(asked.error) } };
  if (due === undefined) return tokens.answer(token);
  return new Promise((resolve) => {
    const timer = clock.at(due, () => {
      tokens.close(token);
      over({ ok: false, error: { errorType: 'States.Timeout', errorMessage: '' } });
    });
    const forget = onStop(() => {
      tokens.close(token);
      over({ ok: false, error: { errorType: 'States.Runtime', errorMessage: 'stopped' } });
    });
    const over = (outcome: Outcome) => {
      timer.cancel();
      forget();
      resolve(outcome);
    };
    void tokens.answer(token).then(over);
  });
}
