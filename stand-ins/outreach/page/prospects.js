import { admin } from './admin.js';
import { element, whenChanged } from './element.js';

const list = document.querySelector('#prospects');
const hint = document.querySelector('#launch-hint');

async function call(button, prospect) {
  button.disabled = true;
  const minted = await admin('POST', 'click', { prospectId: prospect.id });
  button.disabled = false;
  // Without an app started beside the stand-in, the system's own handler of tel: links is asked.
  if (minted !== undefined && !minted.launched) location.href = minted.link;
}

function row(prospect) {
  const name = `${prospect.firstName} ${prospect.lastName}`;
  const button = element('button', { class: 'primary', 'aria-label': `Call ${name}` }, 'Call');
  button.addEventListener('click', () => call(button, prospect));
  const extension = prospect.extension === undefined ? '' : ` ext. ${prospect.extension}`;
  return element(
    'li',
    { 'data-prospect-id': prospect.id },
    element(
      'div',
      {},
      element('p', { class: 'who' }, name),
      element('p', { class: 'small' }, `${prospect.title}, ${prospect.company}`),
    ),
    button,
    element(
      'p',
      { class: 'does' },
      element('span', { class: 'number' }, `${prospect.shown}${extension}`),
      prospect.hint === undefined ? '' : ` ${prospect.hint}`,
      prospect.callOptedOut ? element('span', { class: 'pill warn' }, 'do not call') : null,
    ),
  );
}

/** The people to call, each with a Call button. */
export const renderProspects = (snapshot) =>
  render({ prospects: snapshot.prospects, launches: snapshot.launches });

const render = whenChanged(({ prospects, launches }) => {
  hint.textContent = launches
    ? 'Call hands the tel: link to the app that was started beside this page.'
    : 'Call opens a tel: link with the program your system has for it.';
  list.replaceChildren(...prospects.map(row));
});
