import { renderActions } from './actions.js';
import { createDetails } from './call-details.js';
import { createCalls } from './calls.js';
import { createFaults } from './faults.js';
import { renderJournal } from './journal.js';
import { renderProspects } from './prospects.js';
import { renderSwitches } from './switches.js';
import { renderWebhooks } from './webhooks.js';

const live = document.querySelector('#live');
const clock = document.querySelector('#clock');
const admin = document.querySelector('#admin');
const details = createDetails();
const calls = createCalls((call) => details.choose(call));
const faults = createFaults();
let latest;
let skew = 0;

/** Outreach's time now, as far as this page knows. */
const now = () => Date.now() + skew;

function show(snapshot) {
  latest = snapshot;
  skew = snapshot.now - Date.now();
  const { user } = snapshot;
  const email = document.createElement('span');
  email.textContent = ` ${user.email}`;
  document.querySelector('#user').replaceChildren(`${user.firstName} ${user.lastName}`, email);
  clock.hidden = snapshot.clockOffset === 0;
  clock.textContent = `clock ${snapshot.clockOffset > 0 ? '+' : '−'}${Math.abs(snapshot.clockOffset) / 1000} s`;
  renderProspects(snapshot);
  calls.show(snapshot, now());
  details.show(snapshot);
  if (admin.open) showAdmin();
}

function showAdmin() {
  if (latest === undefined) return;
  renderSwitches(latest.switches);
  renderActions(latest);
  faults.show(latest.faults);
  renderWebhooks(latest);
  renderJournal(latest.journal);
}

admin.addEventListener('toggle', showAdmin);
setInterval(() => latest !== undefined && calls.tick(now()), 250);

const stream = new EventSource('/events');
stream.addEventListener('message', (event) => show(JSON.parse(event.data)));
stream.addEventListener('open', () => {
  live.textContent = 'live';
  live.className = 'pill good';
});
stream.addEventListener('error', () => {
  live.textContent = 'not reachable';
  live.className = 'pill bad';
});
