import { channels, purposes } from '../../../lib/domain/channel.ts';
import type { AnyJourney } from '../../any-journey.ts';
import { readDuration } from './read-duration.ts';
import { oneOf, refuse } from './refuse.ts';
import { sendsOf, splitsOf } from './walk.ts';

/** Sums of shares are decimal fractions in doubles. */
const tolerance = 1e-9;

/** Who gets what, and how much of it: purpose, priority, control, caps and experiments. */
export function checkShares(journey: AnyJourney): void {
  const { purpose, priority, control, caps = [] } = journey;
  if (!purposes.includes(purpose)) refuse(purpose, `a purpose is ${oneOf(purposes)}`, 'write one of them');
  if (priority !== undefined && !Number.isFinite(priority)) {
    refuse(priority, 'a priority is a number; higher speaks first', 'write one between 0 and 100');
  }
  if (purpose === 'marketing' && control === undefined) {
    refuse(
      control,
      'a marketing journey says how large its control is',
      'add control: 0.1, or control: 0 to measure nothing',
    );
  }
  if (control !== undefined && !(control >= 0 && control < 1)) {
    refuse(control, 'control is a share from 0 up to but not including 1', 'write it like 0.1');
  }
  if (purpose === 'transactional' && (control !== undefined || caps.length > 0)) {
    refuse(
      { control, caps },
      'a transactional journey has neither control nor caps: its messages are needed',
      'remove them',
    );
  }
  for (const cap of caps) {
    if (!Number.isInteger(cap.max) || cap.max < 1)
      refuse(cap, 'the max of a cap is a whole number from 1', 'write 1 or more');
    if (readDuration(cap.per, 'per') === 0) refuse(cap, 'a cap holds for some time', 'write per like 7d');
    if (cap.channel !== undefined && ![...channels, 'each'].includes(cap.channel)) {
      refuse(
        cap,
        `the channel of a cap is ${oneOf([...channels, 'each'])}`,
        'correct it, or leave it out for all channels',
      );
    }
  }
  checkExperiments(journey);
  checkBandits(journey);
}

function checkExperiments({ experiments = {}, steps }: AnyJourney): void {
  for (const [name, arms] of Object.entries(experiments)) {
    const weights = Object.values(arms);
    if (weights.some((weight) => !(weight >= 0 && weight <= 1))) {
      refuse({ [name]: arms }, 'the share of an arm lies between 0 and 1', 'write it like 0.5');
    }
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (Math.abs(sum - 1) > tolerance) {
      refuse(
        { [name]: arms },
        'the shares of an experiment sum to 1',
        `they sum to ${Number(sum.toFixed(6))}: change one`,
      );
    }
  }
  const used = new Set<string>();
  for (const { send } of sendsOf(steps)) {
    if (typeof send.content === 'string') continue;
    used.add(send.content.experiment);
    checkArms(experiments, send.content.experiment, send.content.arms);
  }
  for (const { split } of splitsOf(steps)) {
    if (typeof split.split === 'string') continue;
    used.add(split.split.experiment);
    checkArms(experiments, split.split.experiment, split.branches);
  }
  for (const name of Object.keys(experiments)) {
    if (!used.has(name)) refuse(name, 'an experiment is used by a content or a split', 'use it, or remove it');
  }
}

function checkBandits({ bandits = {}, experiments = {}, goal }: AnyJourney): void {
  for (const [name, { floor, uniform }] of Object.entries(bandits)) {
    if (!Object.hasOwn(experiments, name)) {
      refuse(name, `a bandit is about ${oneOf(Object.keys(experiments))}`, 'declare it in experiments');
    }
    if (!goal) refuse(name, 'a bandit learns from what converts', 'name a goal');
    const arms = Object.keys(experiments[name] ?? {}).length;
    if (!(floor > 0 && floor * arms < 1)) {
      refuse({ [name]: { floor } }, `the floor of ${arms} arms lies between 0 and ${1 / arms}`, 'write it like 0.05');
    }
    if (!(uniform > 0 && uniform < 1)) {
      refuse({ [name]: { uniform } }, 'the uniform slice is a share between 0 and 1', 'write it like 0.2');
    }
  }
}

function checkArms(experiments: NonNullable<AnyJourney['experiments']>, name: string, given: object): void {
  const arms = Object.hasOwn(experiments, name) ? experiments[name] : undefined;
  if (!arms) refuse(name, `an experiment is ${oneOf(Object.keys(experiments))}`, 'declare it in experiments');
  for (const arm of Object.keys(arms)) {
    if (!Object.hasOwn(given, arm)) refuse(given, `every arm of ${name} is provided for`, `add ${arm}`);
  }
  for (const arm of Object.keys(given)) {
    if (!Object.hasOwn(arms, arm)) refuse(arm, `an arm of ${name} is ${oneOf(Object.keys(arms))}`, `remove ${arm}`);
  }
}
