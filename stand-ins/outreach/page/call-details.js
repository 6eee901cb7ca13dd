import { admin } from './admin.js';
import { stateShown } from './calls.js';
import { element, whenChanged } from './element.js';
import { exactTime, gap } from './times.js';

const panel = document.querySelector('#details');

function step(call, change, place) {
  const before = call.history[place - 1];
  const since =
    before === undefined
      ? ''
      : ` ${gap(Date.parse(change.stateChangedAt) - Date.parse(before.stateChangedAt))}`;
  const late = change.receivedAt - Date.parse(change.stateChangedAt);
  const who =
    change.by === 'app' ? `heard from the app ${gap(late)} after` : 'by Outreach: no update came in time';
  return element(
    'li',
    { class: change.by },
    element('strong', {}, change.state),
    element('small', {}, `${exactTime(change.stateChangedAt)}${since}`),
    element('small', {}, who),
  );
}

function address(url) {
  return /^https?:/.test(url) ? element('a', { href: url, target: '_blank', rel: 'noreferrer' }, url) : url;
}

function facts(call) {
  const rows = [
    ['Call ID', element('code', {}, call.uid)],
    ['Integer ID', String(call.id)],
    ['Direction', call.direction],
    ['From', call.from === '' ? '–' : call.from],
    ['To', call.to + (call.extension === null ? '' : ` ext. ${call.extension}`)],
    ['Vendor', call.externalVendor ?? 'none (native Outreach Voice)'],
    ['Vendor’s ID', call.vendorCallId],
    ['Recording', call.recordingUrl === null ? null : address(call.recordingUrl)],
    ['Voicemail', call.voicemailUrl === null ? null : address(call.voicemailUrl)],
  ];
  return rows
    .filter(([, value]) => value !== null)
    .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
}

function choice(label, name, entries, chosen) {
  const options = entries.map(({ id, name: text }) =>
    element('option', { value: id, selected: id === chosen }, text),
  );
  return element(
    'label',
    {},
    label,
    element('select', { name }, element('option', { value: '' }, 'Not logged'), ...options),
  );
}

/** The form the rep logs a call with: it stays as it is while the call changes beside it. */
function logForm(call, snapshot) {
  const form = element(
    'form',
    { class: 'log' },
    choice('Disposition', 'dispositionId', snapshot.dispositions, call.dispositionId),
    choice('Purpose', 'purposeId', snapshot.purposes, call.purposeId),
    element('label', {}, 'Note', element('textarea', { name: 'note', rows: 2 }, call.note ?? '')),
    element('button', {}, 'Log call'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const id = (name) => (given.get(name) === '' ? null : Number(given.get(name)));
    const note = given.get('note').trim();
    admin('POST', 'log', {
      callId: call.uid,
      dispositionId: id('dispositionId'),
      purposeId: id('purposeId'),
      note: note === '' ? null : note,
    });
  });
  return form;
}

/** One call: who, state, its history with times, its facts, and the form to log it. */
export function createDetails() {
  let chosen;
  let snapshot;
  let parts;

  function fill(call) {
    const who = snapshot.prospects.find(({ id }) => id === call.prospectId);
    parts.title.textContent = who === undefined ? 'Unknown caller' : `${who.firstName} ${who.lastName}`;
    parts.state.replaceChildren(stateShown(call));
    parts.history.replaceChildren(...call.history.map((change, place) => step(call, change, place)));
    parts.facts.replaceChildren(...facts(call));
  }
  const render = whenChanged(fill);

  function build(call) {
    const close = element('button', { 'aria-label': 'Close', onclick: () => choose(undefined) }, '✕');
    parts = {
      title: element('h2'),
      state: element('p'),
      history: element('ol', { class: 'history', style: 'list-style:none;margin:0' }),
      facts: element('dl', { class: 'facts' }),
    };
    panel.replaceChildren(
      element('header', {}, element('div', {}, parts.title, parts.state), close),
      element('h3', {}, 'State history'),
      parts.history,
      element('h3', {}, 'Call'),
      parts.facts,
      element('h3', {}, 'Log'),
      logForm(call, snapshot),
    );
  }

  function choose(uid) {
    chosen = uid;
    for (const row of document.querySelectorAll('#calls tr'))
      row.classList.toggle('chosen', row.dataset.callId === uid);
    const call = snapshot.calls.find((candidate) => candidate.uid === uid);
    panel.hidden = call === undefined;
    if (call === undefined) return;
    build(call);
    fill(call);
    render(call);
    panel.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  return {
    choose,
    show(given) {
      snapshot = given;
      const call = snapshot.calls.find(({ uid }) => uid === chosen);
      if (call !== undefined) render(call);
      document.querySelector(`#calls tr[data-call-id="${chosen}"]`)?.classList.add('chosen');
    },
  };
}
