import { describe, expect, it } from 'vitest';
import { choicePageOf, choicePath } from './choices.ts';
import { loggingPage } from './web-page.ts';

const answer = (body: unknown, status = 200) => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const entry = (name: unknown, order?: number) => ({
  type: 'callDisposition',
  id: 1,
  attributes: { name, ...(order !== undefined && { order }) },
});

describe('a page of the organisation’s lists', () => {
  it('asks for a hundred, and for what comes after a cursor', () => {
    expect(choicePath('callPurposes')).toBe('/callPurposes?page%5Bsize%5D=100');
    expect(choicePath('callDispositions', 'a+/=')).toBe(
      '/callDispositions?page%5Bsize%5D=100&page%5Bafter%5D=a%2B%2F%3D',
    );
  });

  it.each([
    [
      'names in one line, with their order',
      { data: [entry(' Call\n back ', 2), entry('', 1)] },
      [['Call back', 2]],
    ],
    ['a name far too long', { data: [entry('x'.repeat(500), 0)] }, [['x'.repeat(100), 0]]],
    ['no name', { data: [entry(null, 0)] }, []],
    ['an empty list', { data: [] }, []],
  ])('%s', (_what, body, choices) => {
    const page = choicePageOf(answer(body));
    expect(page.ok && page.value.choices.map(({ name, order }) => [name, order])).toEqual(choices);
  });

  it.each([
    ['https://api.outreach.io/api/v2/callPurposes?page%5Bafter%5D=abc%3D&page%5Bsize%5D=100', 'abc='],
    ['https://evil.example/?page[after]=abc', 'abc'],
    ['https://api.outreach.io/api/v2/callPurposes?page[after]=%', undefined],
    ['', undefined],
    [{ href: '/callPurposes?page[after]=abc' }, 'abc'],
    [{ meta: {} }, undefined],
    [7, undefined],
    [null, undefined],
  ])('of the next page’s link only the cursor counts: %s', (next, cursor) => {
    const page = choicePageOf(answer({ data: [], links: { next } }));
    expect(page.ok && page.value.next).toBe(cursor);
  });

  it.each([
    ['a proxy’s page', '<html>', 200],
    ['no list', { data: {} }, 200],
    ['a missing scope', { errors: [{ id: 'unauthorizedOauthScope' }] }, 403],
  ])('%s is no list', (_what, body, status) => {
    expect(choicePageOf(answer(body, status))).toMatchObject({ failure: { code: 'not-a-list' } });
  });
});

describe('where a call is logged', () => {
  const call = (prospect: unknown) => answer({ data: { relationships: { prospect } } });

  it.each([
    ['its prospect', call({ data: { type: 'prospect', id: 102 } }), '/prospects/102/overview'],
    ['no prospect', call({ data: null }), '/calls'],
    ['an id that is none', call({ data: { id: '../../evil' } }), '/calls'],
    ['no answer', undefined, '/calls'],
    ['an unknown call', answer({ errors: [] }, 404), '/calls'],
    ['a proxy’s page', answer('<html>'), '/calls'],
  ])('%s', (_what, given, path) => {
    expect(loggingPage('https://web.outreach.io/', given)).toBe(`https://web.outreach.io${path}`);
  });
});
