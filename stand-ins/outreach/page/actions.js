import { admin, tell } from './admin.js';
import { element } from './element.js';

const place = document.querySelector('#actions');
let built = false;

const button = (text, run) => element('button', { onclick: run }, text);

/** What can be done to the stand-in at once; built with the first snapshot. */
export function renderActions(snapshot) {
  if (built) return;
  built = true;
  const offset = element('input', {
    type: 'number',
    value: 0,
    'aria-label': 'Seconds',
    style: 'width:110px',
  });
  const seconds = element('input', {
    type: 'number',
    value: 10,
    min: 1,
    'aria-label': 'Outage in seconds',
    style: 'width:80px',
  });
  const [prospect] = snapshot.prospects;
  place.replaceChildren(
    button('Revoke all tokens', () => admin('POST', 'revoke-tokens')),
    element('label', {}, 'Clock off by', offset, 's'),
    button('Set clock', () => admin('POST', 'clock', { offsetMs: Number(offset.value) * 1000 })),
    element('label', {}, 'Refuse connections for', seconds, 's'),
    button('Outage', () => admin('POST', 'outage', { forMs: Number(seconds.value) * 1000 })),
    button('Native Outreach Voice call', async () => {
      const minted = await admin('POST', 'native-call', { prospectId: prospect.id });
      if (minted !== undefined)
        tell(`Call ${minted.callId} is Outreach Voice's own: updates of it are refused.`);
    }),
  );
}
