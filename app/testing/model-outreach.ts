import { type CallState, FINAL_STATES } from '../calls/call.ts';
import { type CallChange, type CallCreation, stateOf, type UrlUpdate } from '../outbox/entry.ts';
import type { CallUrls, Delivery, OutreachCalls } from '../outreach/outreach.ts';
import type { Failure } from '../result.ts';

/** What happens to one request instead of a plain answer. */
export const FAULTS = [
  'unreachable',
  'reset-before',
  'reset-after',
  'rate-limited',
  'maintenance',
  'failing-before',
  'failing-after',
  'unauthorized',
  'forbidden',
  'signed-out',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface ModelOutreach extends OutreachCalls {
  /** Every update that took effect, in order: Outreach's own journal. */
  readonly applied: { readonly id: string; readonly update: CallChange }[];
  /** Every call that a POST made, in order. */
  readonly created: { readonly id: string; readonly vendorCallId: string }[];
  /** Every PATCH that reached it, refused ones too. */
  readonly patches: { readonly id: string; readonly state: CallState | undefined }[];
  /** How many GETs reached it. */
  reads(): number;
  /** How many requests were in Outreach at once, at most. */
  mostAtOnce(): number;
  /** Faults for the next requests, in order; then plain answers. */
  fault(...next: readonly (Fault | 'none')[]): void;
  /** Puts a call into a state, as Outreach does by itself. */
  put(id: string, state: CallState): void;
  /** Makes a call unknown. */
  forget(id: string): void;
}

const failure = (code: string): Failure => ({ code, message: `The model says ${code}.` });

/** Outreach's rules for calls (spec, "Call states"), small enough to be believed, with faults on demand. */
export function createModelOutreach(): ModelOutreach {
  const states = new Map<string, CallState>();
  const urls = new Map<string, CallUrls>();
  const unknown = new Set<string>();
  const faults: (Fault | 'none')[] = [];
  const applied: ModelOutreach['applied'] = [];
  const patches: ModelOutreach['patches'] = [];
  const created: ModelOutreach['created'] = [];
  let reads = 0;
  let atOnce = 0;
  let most = 0;

  const rank = (state: CallState) =>
    FINAL_STATES.some((final) => final === state)
      ? 3
      : ['initiated', 'ringing', 'in progress'].indexOf(state);

  const patch = (id: string, update: CallChange): Delivery => {
    patches.push({ id, state: stateOf(update) });
    if (unknown.has(id)) return { outcome: 'unknown-call', failure: failure('unknown-call') };
    const current = states.get(id);
    if (update.kind !== 'state') return link(id, update, current);
    if (current === update.state && rank(current) < 3) return { outcome: 'accepted', state: current };
    if (current !== undefined && (rank(current) === 3 || rank(update.state) < rank(current))) {
      return { outcome: 'refused', failure: failure('refused'), pointer: '/data/attributes/state' };
    }
    states.set(id, update.state);
    applied.push({ id, update });
    return { outcome: 'accepted', state: update.state };
  };
  const link = (id: string, update: UrlUpdate, state: CallState | undefined): Delivery => {
    const { kind, url } = update;
    const linked = urls.get(id) ?? {};
    const allowed = kind === 'recording' ? state === 'completed' : state === 'busy' || state === 'no answer';
    if (!allowed || linked[kind] !== undefined) return { outcome: 'refused', failure: failure('refused') };
    urls.set(id, { ...linked, [kind]: url });
    applied.push({ id, update });
    return { outcome: 'accepted', state };
  };
  const post = ({ vendorCallId }: CallCreation): Delivery => {
    const again = created.filter((other) => other.vendorCallId === vendorCallId).length;
    const id = `${vendorCallId}-${again + 1}`;
    created.push({ id, vendorCallId });
    return { outcome: 'accepted', id, state: undefined };
  };
  const search = (wanted: string): Delivery => {
    reads += 1;
    const found = created.findLast(({ vendorCallId }) => vendorCallId === wanted);
    return { outcome: 'accepted', id: found?.id, state: found && states.get(found.id) };
  };
  const read = (id: string): Delivery => {
    reads += 1;
    if (unknown.has(id)) return { outcome: 'unknown-call', failure: failure('unknown-call') };
    return { outcome: 'accepted', state: states.get(id), urls: urls.get(id) };
  };

  const request = async (effect: () => Delivery): Promise<Delivery> => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await Promise.resolve();
    atOnce -= 1;
    const fault = faults.shift() ?? 'none';
    switch (fault) {
      case 'none':
        return effect();
      case 'reset-after':
      case 'failing-after':
        effect();
    }
    switch (fault) {
      case 'reset-before':
      case 'reset-after':
        return { outcome: 'unknown', failure: failure('no-answer') };
      case 'failing-before':
      case 'failing-after':
        return { outcome: 'wait', failure: failure('failing'), mayHaveArrived: true };
      case 'rate-limited':
        return { outcome: 'wait', failure: failure('rate-limited'), retryAfter: 30_000 };
      case 'maintenance':
        return { outcome: 'wait', failure: failure('maintenance') };
      case 'unreachable':
      case 'unauthorized':
      case 'forbidden':
      case 'signed-out':
        return { outcome: fault, failure: failure(fault) };
      default:
        return fault satisfies never;
    }
  };

  return {
    applied,
    patches,
    created,
    reads: () => reads,
    mostAtOnce: () => most,
    fault: (...next) => void faults.push(...next),
    put: (id, state) => void states.set(id, state),
    forget: (id) => void unknown.add(id),
    update: (id, update) => request(() => patch(id, update)),
    state: (id) => request(() => read(id)),
    create: (creation) => request(() => post(creation)),
    find: (vendorCallId) => request(() => search(vendorCallId)),
  };
}
