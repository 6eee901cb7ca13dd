import { expect, test } from 'vitest';
import type { SearchPage } from '../../app/outreach/inbound-answer.ts';
import { searchCall } from './call-search.ts';

const NONE: SearchPage = { delivery: { outcome: 'accepted' }, others: false };
const FOUND: SearchPage = { delivery: { outcome: 'accepted', id: '7' }, others: false };
const OTHERS: SearchPage = { delivery: { outcome: 'accepted' }, others: true };
const REFUSED: SearchPage = {
  delivery: { outcome: 'refused', failure: { code: 'refused', message: 'No such filter.' } },
  others: false,
};
const LOST: SearchPage = {
  delivery: { outcome: 'unknown', failure: { code: 'no-answer', message: 'No answer.' } },
  others: false,
};
const and = (page: SearchPage, next: string): SearchPage => ({ ...page, next });

const BY_VENDOR_ID = '/calls?filter[vendorCallId]=v&sort=-createdAt&page[size]=10';
const OWN = '/calls?filter[user][id]=4&sort=-createdAt&page[size]=100';
const ALL = '/calls?sort=-createdAt&page[size]=100';

test.each([
  ['the filter finds it', '4', [FOUND], [BY_VENDOR_ID], '7'],
  ['the filter finds nothing', '4', [NONE], [BY_VENDOR_ID], undefined],
  ['the filter is refused', '4', [REFUSED, FOUND], [BY_VENDOR_ID, OWN], '7'],
  ['the filter is passed over', '4', [OTHERS, FOUND], [BY_VENDOR_ID, OWN], '7'],
  ['nobody knows whose calls to look at', undefined, [REFUSED, FOUND], [BY_VENDOR_ID, ALL], '7'],
  ['no filter is taken at all', '4', [REFUSED, REFUSED, FOUND], [BY_VENDOR_ID, OWN, ALL], '7'],
  [
    'it is on a later page',
    '4',
    [REFUSED, and(OTHERS, 'b='), FOUND],
    [BY_VENDOR_ID, OWN, `${OWN}&page[after]=b=`],
    '7',
  ],
  [
    'it is on none',
    '4',
    [OTHERS, and(OTHERS, 'b'), OTHERS],
    [BY_VENDOR_ID, OWN, `${OWN}&page[after]=b`],
    undefined,
  ],
] as const)('%s', async (_what, userId, pages, asked, id) => {
  const { paths, delivery } = await search(pages, userId);
  expect(paths).toEqual(asked);
  expect(delivery).toMatchObject({ outcome: 'accepted', ...(id !== undefined && { id }) });
  if (id === undefined) expect(delivery).not.toHaveProperty('id');
});

test('a page that does not come leaves it open whether the call is there', async () => {
  const { delivery } = await search([OTHERS, and(OTHERS, 'b'), LOST], '4');
  expect(delivery.outcome).toBe('unknown');
});

test('a list without an end is followed for five pages', async () => {
  const endless = Array.from({ length: 9 }, () => and(OTHERS, 'b'));
  const { paths } = await search([OTHERS, ...endless], '4');
  expect(paths).toHaveLength(6);
});

async function search(pages: readonly SearchPage[], userId: string | undefined) {
  const paths: string[] = [];
  const page = async (path: string): Promise<SearchPage> => {
    const answer = pages[paths.push(decodeURIComponent(path)) - 1];
    if (answer === undefined) throw new Error('One page too many.');
    return answer;
  };
  return { delivery: await searchCall('v', page, userId), paths };
}
