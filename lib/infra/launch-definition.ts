/** For hours: 2 s, doubling to a quarter of an hour, twenty times, each anywhere below that. */
const retry = [
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
 * How people are entered: the segments side by side, each a page and a wait in turn until it is over. Execution input:
 * `{ launch, segments }`; output: each segment's counts.
 */
export const launchDefinition = {
  Comment: 'Enters the people of a launch',
  StartAt: 'segments',
  States: {
    segments: {
      Type: 'Map',
      ItemsPath: '$.segments',
      ItemSelector: { 'launch.$': '$.launch', page: { 'segment.$': '$$.Map.Item.Value' } },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'enlist',
        States: {
          enlist: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: {
              // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
              FunctionName: '${EnlistFunctionArn}',
              Payload: { 'launch.$': '$.launch', 'segment.$': '$.page.segment', 'execution.$': '$$.Execution.Id' },
            },
            ResultSelector: { 'segment.$': '$.Payload' },
            ResultPath: '$.page',
            Retry: retry,
            Next: 'more?',
          },
          'more?': {
            Type: 'Choice',
            Choices: [{ Variable: '$.page.segment.next', StringEquals: 'page', Next: 'pace' }],
            Default: 'over',
          },
          pace: { Type: 'Wait', TimestampPath: '$.page.segment.wakeAt', Next: 'enlist' },
          over: { Type: 'Succeed', InputPath: '$.page.segment.counts' },
        },
      },
      End: true,
    },
  },
};
