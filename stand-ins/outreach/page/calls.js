import { element, whenChanged } from './element.js';
import { duration, timeOfDay } from './times.js';

const body = document.querySelector('#calls');
const totals = document.querySelector('#totals');
const empty = document.querySelector('#no-calls');

/** The Calls list's words for Outreach's states, with the tone they are shown in. */
const WORDS = {
  initiated: ['Calling', ''],
  ringing: ['Ringing', ''],
  'in progress': ['In progress', 'good'],
  completed: ['Completed', 'good'],
  'no answer': ['Missed', 'bad'],
  busy: ['Missed', 'bad'],
  failed: ['Missed', 'bad'],
  canceled: ['Cancelled', 'warn'],
};

export function stateShown(call) {
  const [word, tone] = WORDS[call.state] ?? ['Waiting', 'warn'];
  return element(
    'span',
    { class: 'state' },
    element('span', { class: `pill ${tone}` }, word),
    element('code', {}, call.state ?? 'none yet'),
  );
}

/** Talking time where there was any, ringing time where not; nothing for a cancelled call. */
function lasted(call, now) {
  if (call.state === 'canceled') return '';
  const from = call.answeredAt ?? call.dialedAt;
  if (from === null) return '';
  return duration((call.completedAt === null ? now : Date.parse(call.completedAt)) - Date.parse(from));
}

const waits = (call, now) =>
  call.initiateBy === null
    ? ''
    : `${Math.max(0, (call.initiateBy - now) / 1000).toFixed(1)} s left for the first update`;

/** The list and its totals; `choose` hears which call was clicked. */
export function createCalls(choose) {
  let rows = new Map();
  let names = new Map();
  let results = new Map();

  function row(call) {
    const open = element('button', { class: 'open' }, call.shown);
    const made = element(
      'tr',
      { 'data-call-id': call.uid, 'data-state': call.state ?? '', onclick: () => choose(call.uid) },
      element(
        'td',
        {},
        open,
        element(
          'small',
          {},
          `${call.direction === 'inbound' ? 'from' : 'to'} ${names.get(call.prospectId) ?? 'unknown'}`,
        ),
      ),
      element('td', { class: 'lasted' }),
      element('td', {}, stateShown(call), element('small', { class: 'waits' })),
      element('td', {}, results.get(call.dispositionId) ?? element('small', {}, 'Not logged')),
      element('td', { class: 'time' }, timeOfDay(call.createdAt)),
    );
    return { call, made };
  }

  const render = whenChanged((calls) => {
    const focused = document.activeElement?.closest?.('#calls tr')?.dataset.callId;
    const before = rows;
    rows = new Map(
      calls.map((call) => {
        const kept = before.get(call.uid);
        return [
          call.uid,
          kept !== undefined && JSON.stringify(kept.call) === JSON.stringify(call) ? kept : row(call),
        ];
      }),
    );
    body.replaceChildren(...[...rows.values()].map(({ made }) => made));
    if (focused !== undefined) rows.get(focused)?.made.querySelector('.open').focus();
  });

  const renderTotals = whenChanged((given) => {
    totals.replaceChildren(
      ...given.map(({ name, count }) =>
        element(
          'div',
          {},
          element('dt', {}, name),
          element('dd', { class: count === 0 ? 'none' : '' }, String(count)),
        ),
      ),
    );
  });

  function tick(now) {
    for (const { call, made } of rows.values()) {
      const cells = [
        [made.querySelector('.lasted'), lasted(call, now)],
        [made.querySelector('.waits'), waits(call, now)],
      ];
      for (const [cell, text] of cells) if (cell.textContent !== text) cell.textContent = text;
    }
  }

  return {
    tick,
    show(snapshot, now) {
      names = new Map(
        snapshot.prospects.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]),
      );
      results = new Map(snapshot.dispositions.map(({ id, name }) => [id, name]));
      empty.hidden = snapshot.calls.length > 0;
      renderTotals(snapshot.totals);
      render(snapshot.calls);
      tick(now);
    },
  };
}
