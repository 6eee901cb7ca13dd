import { element, whenChanged } from './element.js';

const place = document.querySelector('#webhooks');

/** Who is told of calls, and how the last deliveries went. */
export const renderWebhooks = ({ webhooks, deliveries }) => render({ webhooks, deliveries });

const render = whenChanged(({ webhooks, deliveries }) => {
  const hooks = webhooks.map(({ id, url, resource, action, signed }) =>
    element('li', {}, `#${id} ${resource}.${action} → `, element('code', {}, url), signed ? ' (signed)' : ''),
  );
  const sent = deliveries.map(({ webhookId, eventName, tries, outcome }) =>
    element('li', {}, `#${webhookId} ${eventName}: ${outcome}${tries > 1 ? ` after ${tries} tries` : ''}`),
  );
  const none = element('li', {}, 'None. POST /api/v2/webhooks with the scope webhooks.write adds one.');
  place.replaceChildren(
    element('ul', { class: 'rules' }, ...(hooks.length > 0 ? [...hooks, ...sent] : [none])),
  );
});
