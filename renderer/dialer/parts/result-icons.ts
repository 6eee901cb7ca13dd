import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { IconName } from './icons.tsx';

/** One shape per result, so that colour is never the only difference. */
export const RESULT_ICONS: Record<CallView['state'], IconName> = {
  completed: 'check',
  busy: 'ban',
  'no answer': 'clock',
  canceled: 'cross',
  failed: 'alert',
  initiated: 'info',
  ringing: 'info',
  'in progress': 'info',
};
