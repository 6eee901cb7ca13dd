/**
 * Builds an element: `element('p', { class: 'hint', onclick }, 'text', child)`. Null children and attributes that are
 * null or false are left out; functions become event listeners.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Runs `render` only when what it shows is different from the last time. */
export function whenChanged(render) {
  let last;
  return (shown) => {
    const text = JSON.stringify(shown);
    if (text === last) return;
    last = text;
    render(shown);
  };
}
