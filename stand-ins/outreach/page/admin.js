const notice = document.querySelector('#notice');
let hiding;

/** Shows a problem for some seconds, in words. */
export function tell(text) {
  notice.textContent = text;
  notice.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    notice.hidden = true;
  }, 8000);
}

/** Asks the admin endpoint; undefined (and a notice) where it refused or was not there. */
export async function admin(method, action, body = {}) {
  try {
    const answer = await fetch(`/admin/${action}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const value = await answer.json();
    if (answer.ok) return value;
    tell(value.error);
  } catch (cause) {
    tell(`The stand-in did not answer: ${cause.message}`);
  }
  return undefined;
}
