import { element, whenChanged } from './element.js';
import { exactTime } from './times.js';

const place = document.querySelector('#journal');

const tone = (status) => (status === undefined ? '' : status < 400 ? 'good' : 'bad');

function row(entry) {
  const query = new URLSearchParams(entry.query).toString();
  const body = entry.body?.data?.attributes ?? entry.body;
  const took =
    entry.answeredAt === undefined ? 'no answer' : `${(entry.answeredAt - entry.at).toFixed(1)} ms`;
  return element(
    'tr',
    {},
    element('td', {}, exactTime(entry.at)),
    element('td', {}, element('code', {}, `${entry.method} ${entry.path}${query === '' ? '' : `?${query}`}`)),
    element('td', { class: 'wide' }, body === undefined ? '' : element('code', {}, JSON.stringify(body))),
    element('td', {}, element('span', { class: `pill ${tone(entry.status)}` }, String(entry.status ?? '–'))),
    element('td', {}, took),
    element(
      'td',
      { class: 'wide' },
      entry.fault ?? entry.error?.errors?.[0]?.detail ?? entry.error?.error ?? '',
    ),
  );
}

/** The last requests, newest first; tokens are shown as fingerprints. */
export const renderJournal = whenChanged((journal) => {
  const head = ['Time', 'Request', 'Body', 'Status', 'Took', 'Fault or error'];
  const scroll = element(
    'div',
    { class: 'journal-scroll', tabindex: 0, 'aria-label': 'Requests' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, ...journal.map(row)),
    ),
  );
  const top = place.firstElementChild?.scrollTop ?? 0;
  place.replaceChildren(scroll);
  scroll.scrollTop = top;
});
