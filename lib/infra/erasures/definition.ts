import { secondSweepSeconds } from '../../domain/erasure/erasure.ts';

/** For most of a day: 2 s, doubling to a quarter of an hour, each anywhere below that. Nothing else finishes an erasure. */
const retry = [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxDelaySeconds: 900,
    MaxAttempts: 99,
    JitterStrategy: 'FULL',
  },
];

const sweep = (last: boolean) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
    FunctionName: '${EraseFunctionArn}',
    Payload: { 'user.$': '$.user', 'at.$': '$.at', last },
  },
  ResultPath: null,
  Retry: retry,
});

/**
 * How a person is erased once the mark is in their ledger: everything is swept at once, and swept again when no write
 * that was in flight can be left; then the mark goes. Execution input: `{ user, at }`.
 */
export const erasureDefinition = {
  Comment: 'Erases one person',
  StartAt: 'sweep',
  States: {
    sweep: { ...sweep(false), Next: 'writes in flight' },
    'writes in flight': { Type: 'Wait', Seconds: secondSweepSeconds, Next: 'sweep again' },
    'sweep again': { ...sweep(true), End: true },
  },
};
