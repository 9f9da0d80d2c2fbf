import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { log } from './log.ts';

export interface TaskTerms {
  /** Names of errors that are answers to the state machine, and no failures. */
  readonly answers: readonly string[];
  /** Ids of what a payload is about, as far as it can be read. */
  ids(payload: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** What a Task of a state machine calls. What it throws, the machine hears of; here it is logged, by its name. */
export function onTask<T>({ answers, ids }: TaskTerms, procedure: (payload: unknown, context: Context) => Promise<T>) {
  return middy<unknown, T>()
    .use({
      onError: ({ error, event, context }) => {
        const about = ids((event ?? {}) as Readonly<Record<string, unknown>>);
        const level = answers.includes(error?.name ?? '') ? 'info' : 'error';
        log(level, error?.name ?? 'failed', { invocation: context.awsRequestId, ...about, detail: error?.message });
      },
    })
    .handler(procedure);
}

/** Of the state machine of approvals. */
export const approvalTask: TaskTerms = {
  answers: ['NotAsked'],
  ids: ({ journey, request }) => ({ journey, request }),
};
