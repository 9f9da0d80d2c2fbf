import { approvalDays } from '../lib/domain/approval.ts';

/** What the state machine of approvals is called after its stage; so no journey is. */
export const approvalMachine = 'approval';

/**
 * One execution asks one approver for one version: `{journey, version, approver}`. It waits for the answer with a task
 * token; the table, not the execution, is what says whether a version may be sent.
 */
export const approvalDefinition = {
  Comment: 'Asks one approver whether one version of a journey may be sent',
  StartAt: 'ask',
  States: {
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
      Retry: [
        { ErrorEquals: ['Rejected', 'NotAsked', 'States.Timeout'], MaxAttempts: 0 },
        {
          ErrorEquals: ['States.ALL'],
          IntervalSeconds: 2,
          BackoffRate: 2,
          MaxDelaySeconds: 300,
          MaxAttempts: 8,
          JitterStrategy: 'FULL',
        },
      ],
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
