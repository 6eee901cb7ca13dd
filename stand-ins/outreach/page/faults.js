import { admin } from './admin.js';
import { element, whenChanged } from './element.js';

const place = document.querySelector('#faults');

const KINDS = {
  'Status 503': { status: 503 },
  'Status 500': { status: 500 },
  'Status 502 after the effect': { status: 502, afterEffect: true },
  'Status 401': { status: 401 },
  'Status 429, Retry-After 2 s': { retryAfter: 2 },
  'Delay 3 s before the effect': { delayMs: 3000 },
  'Delay 3 s before the answer': { answerDelayMs: 3000 },
  'Reset before the effect': { reset: 'before' },
  'Reset after the effect': { reset: 'after' },
  'Tokens revoked': { revokeTokens: true },
};

function rule(form) {
  const given = new FormData(form);
  const text = (name) => (given.get(name) === '' ? {} : { [name]: given.get(name) });
  const number = (name) => (given.get(name) === '' ? {} : { [name]: Number(given.get(name)) });
  const share = given.get('percent') === '' ? {} : { share: Number(given.get('percent')) / 100 };
  return {
    ...KINDS[given.get('kind')],
    ...text('method'),
    ...text('path'),
    ...number('times'),
    ...share,
    ...number('seed'),
  };
}

const options = (texts) => texts.map((text) => element('option', {}, text));
const field = (label, control) => element('label', {}, label, control);

/** A form for the usual faults, and the rules in force. */
export function createFaults() {
  const form = element(
    'form',
    { class: 'fault-form' },
    field('Fault', element('select', { name: 'kind' }, ...options(Object.keys(KINDS)))),
    field(
      'Method',
      element('select', { name: 'method' }, ...options(['', 'GET', 'POST', 'PATCH', 'DELETE'])),
    ),
    field('Path begins with', element('input', { name: 'path', placeholder: '/api/v2/calls' })),
    field('Next requests', element('input', { name: 'times', type: 'number', min: 1, placeholder: '1' })),
    field('Or share, %', element('input', { name: 'percent', type: 'number', min: 0, max: 100 })),
    field('Seed', element('input', { name: 'seed', type: 'number', placeholder: '1' })),
    element('button', { class: 'primary' }, 'Add fault'),
    element('button', { type: 'button', onclick: () => admin('DELETE', 'faults') }, 'Clear all'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    admin('POST', 'faults', rule(form));
  });
  const rules = element('ul', { class: 'rules' });
  place.replaceChildren(form, rules);
  return {
    show: whenChanged((faults) => {
      const shown = faults.map(({ hits, ...fault }) =>
        element('li', {}, element('code', {}, JSON.stringify(fault)), ` hit ${hits} times`),
      );
      rules.replaceChildren(
        ...(shown.length > 0 ? shown : [element('li', {}, 'No faults: every request is served.')]),
      );
    }),
  };
}
