import type { AppContext } from '../app-context.ts';
import { needsApprovals } from './needs-approvals.ts';
import { approvalExecutions, type Routed } from './rules.ts';

/** What the rules of a stage depend on, out of all that its stack is built from. */
export function routedOf({ names, arns, journeys, providers, orders, settings, neighbours }: AppContext): Routed {
  return {
    names,
    journeys,
    providers,
    orders,
    machinePrefix: arns.machinePrefix,
    otherExecutions: [
      ...neighbours.map((other) => arns.executionPrefix(other)),
      ...(needsApprovals(journeys) ? [approvalExecutions(arns.executionPrefix(names.bus))] : []),
    ],
    configurationSet: settings.email.configurationSet ?? names.bus,
    forwards: settings.forward !== undefined,
    whatsappPhoneNumberId: settings.endUserMessaging?.whatsappPhoneNumberId,
    partnerBus: settings.segment?.partnerBus,
  };
}
