import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readJourney, structureOf } from '../../../statemachines/approved.ts';
import { type LaunchedJourney, launchOf } from '../../../statemachines/compile/launch-plan.ts';
import { deployedApprovers } from '../../../statemachines/deployed.ts';
import { shortVersion } from '../../domain/approval.ts';
import { iso } from '../../domain/instant.ts';
import { executionName, type ListRef, launchInput } from '../../domain/launch.ts';
import { pauseOfJourney } from '../../domain/pause.ts';
import { approvals } from '../../store/approvals.ts';
import { approvedLast } from '../../store/approved-last.ts';
import { Refused } from '../command.ts';
import { type LaunchStack, machineOf } from './machine.ts';
import type { LaunchOrder } from './order.ts';

/** Begins a launch. */
export async function begin(journey: LaunchedJourney, order: LaunchOrder, stack: LaunchStack): Promise<string> {
  if (journey.enter.audience === 'list' && !order.list)
    throw new Refused('its audience is a list: name it with --list');
  if (order.list && !(await isThere(order.list, stack.account))) {
    throw new Refused(`s3://${order.list.bucket}/${order.list.key}: there is no such object; upload it first`);
  }
  const { states, arn } = await machineOf(stack.account);
  const launch = {
    ...launchOf(journey, iso(await stack.now()), order.starts),
    ...(order.list && { list: order.list }),
  };
  try {
    const input = JSON.stringify(launchInput(launch));
    await states.send(new StartExecutionCommand({ stateMachineArn: arn, name: executionName(launch), input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
    throw new Refused(`the launch ${launch.id} began before; go on with it by --resume ${launch.id}`);
  }
  return [`the launch ${launch.id} has begun`, ...(await waitsFor(journey, stack))].join('; ');
}

/** What keeps it from entering anybody now. */
async function waitsFor(journey: LaunchedJourney, { pauses, account }: LaunchStack): Promise<string[]> {
  const { name, approvers } = journey;
  const paused = pauseOfJourney(await pauses.read(), name);
  const waits = paused ? [`${paused.of} is paused: it waits for polyphony resume ${paused.of}`] : [];
  if (!approvers || (await approvals(account.people, deployedApprovers).standing(name)).approved) return waits;
  const open = `${Object.keys(approvers).join(' and ')} have not all approved it: see polyphony submit ${name}`;
  const kept = await approvedLast(account.people).read(name);
  const speaks = kept && readJourney(kept.text).structure === structureOf(journey);
  return [
    ...waits,
    speaks ? `${open}; until then it says what they approved last, ${shortVersion(kept.version)}` : open,
  ];
}

/** Asked before anything begins: a list that is not there would fail hours later. */
async function isThere({ bucket, key }: ListRef, { client }: LaunchStack['account']): Promise<boolean> {
  const s3 = new S3Client({ ...client, forcePathStyle: client.endpoint !== undefined });
  try {
    await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') return false;
    throw error;
  }
}
