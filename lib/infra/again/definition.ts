/** For hours: 2 s, doubling to a quarter of an hour, twenty times, each anywhere below that. */
const retry = [
  { ErrorEquals: ['Hold', 'Over'], MaxAttempts: 0 },
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxDelaySeconds: 900,
    MaxAttempts: 20,
    JitterStrategy: 'FULL',
  },
];

/**
 * Sends one touch that was given up, once it may speak. Execution input: `{ again: { user, run, step, journey, channel,
 * at } }`; output: what came of it.
 */
export const againDefinition = {
  Comment: 'Sends a touch again that was given up for want of a provider',
  StartAt: 'send',
  States: {
    send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
        FunctionName: '${TouchFunctionArn}',
        Payload: { 'again.$': '$.again' },
      },
      OutputPath: '$.Payload',
      Retry: retry,
      Catch: [
        { ErrorEquals: ['Hold'], ResultPath: '$.hold', Next: 'read hold' },
        { ErrorEquals: ['Over'], ResultPath: null, Next: 'over' },
      ],
      End: true,
    },
    'read hold': {
      Type: 'Pass',
      Parameters: { 'cause.$': 'States.StringToJson($.hold.Cause)' },
      ResultPath: '$.hold',
      Next: 'held',
    },
    held: { Type: 'Wait', TimestampPath: '$.hold.cause.errorMessage', Next: 'send' },
    over: { Type: 'Succeed' },
  },
};
