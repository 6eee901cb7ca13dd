import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import { isCertainEmergency } from '../../../app/tel/emergency.ts';

/**
 * Which dialled numbers call for help beyond doubt, as main has it: those that do so everywhere, and this rep's own. An
 * office's extension 110 does not, where 110 is not the country's own.
 */
export function emergencyRule({ emergency }: Snapshot): (number: string) => boolean {
  return (number) => isCertainEmergency(number) || emergency?.numbers?.includes(number) === true;
}

/** Whether a call is one for help: it is shown plainly, and nothing is offered that could part it. */
export function isEmergencyCall(call: Pick<CallView, 'direction' | 'number'>, snapshot: Snapshot): boolean {
  return call.direction === 'outbound' && emergencyRule(snapshot)(call.number);
}
