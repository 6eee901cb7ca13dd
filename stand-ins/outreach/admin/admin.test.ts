import { readdir, readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { expect, test } from 'vitest';
import { SWITCHES } from '../switches.ts';
import { connect } from '../testing/connect.ts';

const UUID = '[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}';

/** Calls the admin endpoint as a script would. */
async function admin(
  url: string,
  method: string,
  action: string,
  body: unknown = {},
  type = 'application/json',
) {
  const init = method === 'GET' ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } };
  const answer = await fetch(`${url}/admin/${action}`, { method, ...init });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('the Call button’s link is the specification’s: number, ext, source, call-id', async () => {
  const { outreach } = await connect();
  expect(outreach.click(101).link).toMatch(
    new RegExp(`^tel:\\+1-202-555-0100;ext=1234;source=outreach;call-id=${UUID}$`),
  );
  expect(outreach.click(102).link).toMatch(
    new RegExp(`^tel:\\+1-202-555-0100;source=outreach;call-id=${UUID}$`),
  );
  expect(() => outreach.click(1)).toThrow('There is no prospect 1.');
});

test('a click on the page hands the link to the app, a click in a test does not', async () => {
  const launched: string[] = [];
  const { outreach } = await connect({ launch: (link) => void launched.push(link) });
  outreach.click(101);
  expect(launched).toEqual([]);
  const { body } = await admin(outreach.url, 'POST', 'click', { prospectId: 101 });
  expect(body).toMatchObject({ launched: true, link: launched[0] });
  expect(outreach.calls()).toHaveLength(2);
  const { outreach: alone } = await connect();
  expect((await admin(alone.url, 'POST', 'click', { prospectId: 101 })).body.launched).toBe(false);
});

test('every switch is listed with its words, and set by name', async () => {
  const { outreach } = await connect();
  const { body } = await admin(outreach.url, 'GET', 'state');
  const names = (body.switches as { name: string; text: string }[]).map(({ name }) => name);
  expect(names).toEqual(Object.keys(SWITCHES));
  expect((await admin(outreach.url, 'POST', 'switches', { maintenance: true })).status).toBe(200);
  for (const wrong of [{ maintenance: 'yes' }, { nothing: 1 }, { orderViolation: '500' }]) {
    const refused = await admin(outreach.url, 'POST', 'switches', wrong);
    expect(refused.status).toBe(400);
    expect(refused.body.error).toContain(Object.keys(wrong)[0]);
  }
});

test('the README names every switch', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  for (const name of Object.keys(SWITCHES)) expect(readme).toContain(`| \`${name}\` `);
});

test('faults, clock, tokens, calls and journal by the admin endpoint', async () => {
  const { outreach, request, patch } = await connect();
  const { url } = outreach;
  await admin(url, 'POST', 'faults', { status: 500, path: '/api/v2' });
  expect((await admin(url, 'GET', 'faults')).body).toMatchObject([{ status: 500, hits: 0 }]);
  expect((await request('GET', '/api/v2')).status).toBe(500);
  expect((await admin(url, 'POST', 'faults', { stauts: 500 })).status).toBe(400);
  const minted = await admin(url, 'POST', 'native-call', { prospectId: 102 });
  expect((await patch(String(minted.body.callId), { state: 'ringing' })).status).toBe(403);
  await admin(url, 'POST', 'clock', { offsetMs: 3_600_000 });
  expect((await admin(url, 'GET', 'state')).body.clockOffset).toBe(3_600_000);
  const granted = (await admin(url, 'POST', 'sign-in')).body;
  expect(granted).toMatchObject({ expiresIn: 7200 });
  await admin(url, 'POST', 'revoke-tokens');
  expect((await request('GET', '/api/v2')).status).toBe(401);
  expect((await admin(url, 'GET', 'journal')).body).toHaveLength(3);
  await admin(url, 'DELETE', 'journal');
  expect(outreach.journal()).toEqual([]);
  expect((await admin(url, 'GET', 'calls')).body).toHaveLength(1);
  expect((await admin(url, 'GET', 'nothing')).status).toBe(404);
});

test('"users log the outcome of the call inside Outreach": a logged call counts under its result', async () => {
  const { outreach } = await connect();
  const { callId } = outreach.click(102);
  const logged = { callId, dispositionId: 713, purposeId: 82, note: 'asked to call Noor' };
  expect((await admin(outreach.url, 'POST', 'log', logged)).status).toBe(200);
  const { totals } = (await admin(outreach.url, 'GET', 'state')).body;
  expect(totals).toEqual([
    { name: 'Total', count: 1 },
    ...['Answered', 'Not Answered'].map((name) => ({ name, count: 0 })),
    { name: 'Referral', count: 1 },
    ...[
      'Voice mail drop',
      'Wrong Contact',
      'Call Back Later',
      'Bad Number',
      'Leave me alone',
      'Not Logged',
    ].map((name) => ({ name, count: 0 })),
  ]);
});

test('an outage for a time ends by itself', async () => {
  const { outreach } = await connect();
  await admin(outreach.url, 'POST', 'outage', { forMs: 1_000 });
  const up = () =>
    fetch(outreach.url).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(up, { timeout: 60_000 }).toBe(false);
  await expect.poll(up, { timeout: 60_000 }).toBe(true);
});

test('another site cannot reach the admin endpoint', async () => {
  const { outreach } = await connect();
  expect((await admin(outreach.url, 'POST', 'revoke-tokens', {}, 'text/plain')).status).toBe(415);
  const status = await new Promise((resolve) => {
    get(`${outreach.url}/admin/state`, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
  });
  expect(status).toBe(421);
});

test('the page and every file it names are served, and nothing beside them', async () => {
  const { outreach } = await connect();
  const page = await (await fetch(outreach.url)).text();
  const files = await readdir(new URL('../page/', import.meta.url));
  const named = [...page.matchAll(/\/page\/([a-z-]+\.[a-z]+)/g)].map((match) => match[1]);
  expect(named.length).toBeGreaterThan(3);
  for (const name of files.filter((file) => file !== 'index.html')) {
    const answer = await fetch(`${outreach.url}/page/${name}`);
    expect([name, answer.status]).toEqual([name, 200]);
  }
  for (const name of ['nothing.js', '..%2Fmain.ts', '%2e%2e/package.json'])
    expect((await fetch(`${outreach.url}/page/${name}`)).status).toBe(404);
});

test('the page hears of a change at once, by server-sent events', async () => {
  const { outreach } = await connect();
  const abort = new AbortController();
  const answer = await fetch(`${outreach.url}/events`, { signal: abort.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  let heard = '';
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) heard += new TextDecoder().decode(chunk);
  })().catch((cause: Error) => expect(cause.name).toBe('AbortError'));
  await expect.poll(() => heard, { timeout: 60_000 }).toContain('"calls":[]');
  const { callId } = outreach.click(102);
  await expect.poll(() => heard, { timeout: 60_000 }).toContain(callId);
  abort.abort();
  await reading;
});
