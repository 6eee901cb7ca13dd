import { REP } from '../organisation.ts';

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const layout = (title: string, inner: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/page/consent.css">
</head>
<body><main>${inner}</main></body>
</html>`;

const RIGHTS: Readonly<Record<string, string>> = {
  'calls.read': 'See your calls',
  'calls.write': 'Create and update calls',
  'users.read': 'See who you are',
  'prospects.read': 'See your prospects',
  'phoneNumbers.read': 'Look up phone numbers',
  'callDispositions.read': 'See the call dispositions of your organisation',
  'callPurposes.read': 'See the call purposes of your organisation',
};

/** Asks the rep whether the application may have these scopes; `request` stands for the question. */
export function consentPage(request: string, scopes: readonly string[]): string {
  const rows = scopes
    .map((scope) => `<li>${escaped(RIGHTS[scope] ?? scope)} <code>${escaped(scope)}</code></li>`)
    .join('');
  return layout(
    'Allow access · Outreach (stand-in)',
    `<p class="brand">Outreach <span>stand-in</span></p>
<h1>Let Outdial use your account?</h1>
<p>You are signed in as <strong>${escaped(`${REP.firstName} ${REP.lastName}`)}</strong> (${escaped(REP.email)}). Outdial asks to:</p>
<ul>${rows}</ul>
<form method="post" action="/accounts/consent">
<input type="hidden" name="request" value="${escaped(request)}">
<button name="decision" value="approve" class="primary" autofocus>Approve</button>
<button name="decision" value="deny">Deny</button>
</form>`,
  );
}

/** Shown where the request is so wrong that nobody may be sent back to its redirect URI. */
export function refusalPage(why: string): string {
  return layout(
    'Request refused · Outreach (stand-in)',
    `<p class="brand">Outreach <span>stand-in</span></p><h1>This request cannot go on</h1><p>${escaped(why)}</p>`,
  );
}
