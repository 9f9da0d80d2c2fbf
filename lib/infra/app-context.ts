import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Arns } from './arns.ts';
import type { Names } from './names.ts';
import type { ProviderChoice } from './provider-wiring.ts';
import type { StageSettings } from './settings.ts';

/** A compiled journey, as far as deploying it goes. */
export interface DeployableJourney {
  readonly name: string;
  /** ASL with `${TouchFunctionArn}` where the Lambda goes. */
  readonly definition: object;
  /** EventBridge pattern of the events that start it; none for one that is launched. */
  readonly entryPattern?: object;
  /** Of one that is launched; by itself, where it has a schedule. */
  readonly launch?: { readonly schedule?: LaunchSchedule };
  readonly rules: {
    readonly enter?: { readonly on: string } | { readonly audience: unknown };
    readonly goal?: { readonly on: string } | undefined;
    readonly goals?: Readonly<Record<string, { readonly on: string }>>;
    readonly funnel?: readonly string[];
    readonly exits: readonly string[];
    readonly approvers?: readonly string[] | undefined;
    readonly bestHour?: true;
    readonly bandits?: object | undefined;
  };
}

/** Which event of the apps is an order, and the field that it comes to. */
export interface OrderChoice {
  readonly on: string;
  readonly value?: string;
}

/** When a launch begins by itself (ISO 8601), under what name and with what input. */
export interface LaunchSchedule {
  readonly at: string;
  readonly execution: string;
  readonly input: object;
}

/** What every part of the app stack is built from. */
export interface AppContext {
  readonly names: Names;
  readonly arns: Arns;
  /** Rules name it by reference, so that it is there before them. */
  readonly bus: EventBus;
  /** Encrypts logs and dead letters. */
  readonly key: IKey;
  readonly settings: StageSettings;
  /** Buses of other stages whose names begin as ours does. */
  readonly neighbours: readonly string[];
  readonly journeys: readonly DeployableJourney[];
  /** Who delivers, by channel, first choice first. */
  readonly providers: ProviderChoice;
  /** Which event is an order, where one is. */
  readonly orders?: OrderChoice | undefined;
  /** Folder that holds one bundle folder a verb. */
  readonly bundles: string;
}
