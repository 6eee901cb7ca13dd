import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import type { Failure } from '../../../app/result.ts';
import type { FieldNumber } from '../number/significant.ts';
import { findCall } from './snapshot-change.ts';

/** What the number typed in a call is for. */
export type PanelPurpose = 'transfer' | 'add' | 'forward';

/** The panel in a call's card in which a number is typed; one at a time. */
export interface CallPanel {
  readonly purpose: PanelPurpose;
  readonly callId: string;
  readonly field: FieldNumber;
  readonly failure: Failure | null;
  /** Its command is on its way: a second press must not become a second call. */
  readonly busy: boolean;
}

/** A call the rep asks in before they connect the two: `callId` is the one that is handed over. */
export interface Consultation {
  readonly callId: string;
  readonly otherCallId: string;
}

/** An empty panel for one call. */
export function openedPanel(purpose: PanelPurpose, callId: string): CallPanel {
  return { purpose, callId, field: '', failure: null, busy: false };
}

/** The panel after a snapshot: it goes with the call it belongs to. */
export function keptPanel(panel: CallPanel | null, { calls }: Snapshot): CallPanel | null {
  const call = calls.find(({ id }) => id === panel?.callId);
  return panel !== null && call !== undefined && fits(panel.purpose, call) ? panel : null;
}

/** The consultation after a snapshot: over as soon as one of its calls is. The second one may not be there yet. */
export function keptConsultation(consultation: Consultation | null, snapshot: Snapshot): Consultation | null {
  if (consultation === null) return null;
  const { callId, otherCallId } = consultation;
  const first = snapshot.calls.some(({ id, phase }) => id === callId && phase !== 'ended');
  return first && findCall(snapshot, otherCallId)?.phase !== 'ended' ? consultation : null;
}

/** Whether a call can be handed over, or another one added beside it, or sent elsewhere. */
export function fits(purpose: PanelPurpose, call: CallView): boolean {
  if (purpose === 'forward') return call.phase === 'incoming' && call.inbound?.pickedUp !== true;
  return call.phase === 'talking' && call.transfer?.status !== 'trying' && call.inConference !== true;
}
