import { approvalDays } from '../lib/domain/approval.ts';

/** What the state machine of approvals is called after its stage; so no journey is. */
export const approvalMachine = 'approval';

/** What is refused is refused for good. */
const final = (...errors: readonly string[]) => ({ ErrorEquals: errors, MaxAttempts: 0 });

const patiently = {
  ErrorEquals: ['States.ALL'],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxDelaySeconds: 300,
  MaxAttempts: 8,
  JitterStrategy: 'FULL',
} as const;

/**
 * One execution asks one approver for one version: `{journey, version, approver, segments}`. Whom the version is for is
 * counted first, segments of the table side by side and each page by page; the counts lie in the table. Then it waits for
 * the answer with a task token; the table, not the execution, is what says whether a version may be sent.
 */
export const approvalDefinition = {
  Comment: 'Asks one approver whether one version of a journey may be sent',
  StartAt: 'segments',
  States: {
    segments: {
      Type: 'Map',
      ItemsPath: '$.segments',
      ItemSelector: {
        'journey.$': '$.journey',
        'version.$': '$.version',
        'approver.$': '$.approver',
        'request.$': '$$.Execution.Name',
        'segment.$': '$$.Map.Item.Value',
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'count',
        States: {
          count: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: {
              // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
              FunctionName: '${CountFunctionArn}',
              'Payload.$': '$',
            },
            ResultSelector: { 'next.$': '$.Payload.next' },
            ResultPath: '$.page',
            Retry: [final('NotAsked'), patiently],
            Next: 'more?',
          },
          'more?': {
            Type: 'Choice',
            Choices: [{ Variable: '$.page.next', StringEquals: 'page', Next: 'count' }],
            Default: 'counted',
          },
          counted: { Type: 'Succeed' },
        },
      },
      ResultPath: null,
      Catch: [{ ErrorEquals: ['NotAsked'], ResultPath: '$.refused', Next: 'not asked' }],
      Next: 'ask',
    },
    ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
        FunctionName: '${AskFunctionArn}',
        Payload: {
          'journey.$': '$.journey',
          'version.$': '$.version',
          'approver.$': '$.approver',
          'request.$': '$$.Execution.Name',
          'token.$': '$$.Task.Token',
        },
      },
      TimeoutSeconds: approvalDays * 86_400,
      ResultPath: null,
      Retry: [final('Rejected', 'NotAsked', 'States.Timeout'), patiently],
      Catch: [
        { ErrorEquals: ['Rejected'], ResultPath: null, Next: 'rejected' },
        { ErrorEquals: ['NotAsked'], ResultPath: '$.refused', Next: 'not asked' },
        { ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'expired' },
      ],
      Next: 'approved',
    },
    approved: { Type: 'Succeed' },
    rejected: { Type: 'Succeed' },
    'not asked': { Type: 'Succeed' },
    expired: { Type: 'Succeed' },
  },
} as const;
