import { admin } from './admin.js';
import { element, whenChanged } from './element.js';

const place = document.querySelector('#switches');

function control(entry) {
  const change = (value) => admin('POST', 'switches', { [entry.name]: value });
  const label = { 'aria-label': entry.name, 'data-switch': entry.name };
  if (entry.kind === 'flag') {
    const box = element('input', { ...label, type: 'checkbox', checked: entry.value });
    box.addEventListener('change', () => change(box.checked));
    return box;
  }
  if (entry.kind === 'amount') {
    const input = element('input', { ...label, type: 'number', min: 0, value: entry.value });
    input.addEventListener('change', () => change(Number(input.value)));
    return input;
  }
  const options = entry.options.map((option) =>
    element('option', { selected: option === entry.value }, option),
  );
  const select = element('select', label, ...options);
  select.addEventListener('change', () => change(select.value));
  return select;
}

function group(title, entries) {
  const rows = entries.map((entry) =>
    element(
      'div',
      { class: entry.value === entry.initial ? 'switch' : 'switch changed' },
      element('div', {}, entry.text, element('code', {}, entry.name)),
      control(entry),
    ),
  );
  return [element('h4', {}, title), ...rows];
}

/** Every switch: how strict, how long, and what nobody outside Outreach knows. */
export const renderSwitches = whenChanged((switches) => {
  const focused = document.activeElement?.dataset?.switch;
  place.replaceChildren(
    ...group(
      'Documented: how strict, how long (times in ms)',
      switches.filter((entry) => entry.group === 'documented'),
    ),
    ...group(
      'Assumed: nobody outside Outreach knows',
      switches.filter((entry) => entry.group === 'assumed'),
    ),
  );
  if (focused !== undefined) place.querySelector(`[data-switch="${focused}"]`)?.focus();
});
