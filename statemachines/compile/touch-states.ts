import { holdState, overState, readHoldState, untilState } from './names.ts';
import type { PlannedStep } from './plan.ts';
import { channelOf } from './voices.ts';

/** A state of the Amazon States Language, as JSON. */
export type State = Readonly<Record<string, unknown>>;

/** Where a state leads. */
export type Exit = { readonly Next: string } | { readonly End: true };

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
 * One touch: wait until it may speak, then speak. Two transitions; what is rare leaves by Catch. A held touch waits for
 * the instant that the error names, and tries again.
 */
export function touchStates(name: string, planned: PlannedStep, exit: Exit): Record<string, State> {
  const { form, unless, ladder, then } = planned;
  const pinned = { step: name, channel: channelOf(form), ...(unless && { unless }), ...(ladder && { ladder }), then };
  return {
    [untilState(name)]: { Type: 'Wait', TimestampPath: '$.touch.wakeAt', Next: name },
    [name]: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
        FunctionName: '${TouchFunctionArn}',
        Payload: { 'run.$': '$.run', ...pinned },
      },
      ResultSelector: { 'wakeAt.$': '$.Payload.wakeAt', 'branch.$': '$.Payload.branch' },
      ResultPath: '$.touch',
      Retry: retry,
      Catch: [
        { ErrorEquals: ['Hold'], ResultPath: '$.hold', Next: readHoldState(name) },
        { ErrorEquals: ['Over'], ResultPath: null, Next: overState },
      ],
      ...exit,
    },
    [readHoldState(name)]: {
      Type: 'Pass',
      Parameters: { 'cause.$': 'States.StringToJson($.hold.Cause)' },
      ResultPath: '$.hold',
      Next: holdState(name),
    },
    [holdState(name)]: { Type: 'Wait', TimestampPath: '$.hold.cause.errorMessage', Next: name },
  };
}
