import { expect, test } from 'vitest';
import { fail, ok } from '../../app/result.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createChoiceLists } from './choice-lists.ts';
import { quiet } from './testing/outbox-set-up.ts';

const DAY = 86_400_000;

function setUp() {
  const clock = createFakeClock();
  const asked: string[] = [];
  const lines: string[] = [];
  let pages: Record<string, readonly string[]> = {
    callDispositions: ['Answered', 'Referral', 'Bad Number'],
    callPurposes: ['Renewal'],
  };
  let endless = false;
  const lists = createChoiceLists({
    clock,
    log: (line) => void lines.push(line),
    async read(path) {
      asked.push(path);
      const [, list = ''] = /^\/(\w+)\?/.exec(path) ?? [];
      const at = Number(/after%5D=(\d+)/.exec(path)?.[1] ?? 0);
      const names = pages[list];
      if (names === undefined) return fail('missing-scope', 'No scope for it.');
      const more = endless || at + 1 < names.length;
      const next = more ? `https://evil.example/?page[after]=${at + 1}` : null;
      const data = [{ attributes: { name: names[at % names.length], order: -at } }];
      return ok({ status: 200, headers: {}, body: JSON.stringify({ data, links: { next } }) });
    },
  });
  return {
    clock,
    asked,
    lines,
    lists,
    give: (next: typeof pages) => (pages = next),
    goOn: () => (endless = true),
  };
}

test('both lists are read after a sign-in, page by page, in their own order, and again a day later', async () => {
  const { clock, asked, lists, give } = setUp();
  lists.signedIn();
  await quiet();
  expect(asked).toEqual([]);
  clock.advance(5_000);
  await quiet();
  expect(lists.view()).toEqual({
    dispositions: ['Bad Number', 'Referral', 'Answered'],
    purposes: ['Renewal'],
  });
  expect(asked).toHaveLength(4);
  give({ callDispositions: ['New'], callPurposes: [] });
  clock.advance(DAY);
  await quiet();
  expect(lists.view()).toEqual({ dispositions: ['New'], purposes: [] });
  lists.close();
  expect(clock.pending()).toBe(0);
});

test('without the scope the log says so, and the other list is there', async () => {
  const { clock, lists, lines, give } = setUp();
  give({ callPurposes: ['Renewal'] });
  lists.signedIn();
  clock.advance(5_000);
  await quiet();
  expect(lists.view()).toEqual({ dispositions: [], purposes: ['Renewal'] });
  expect(lines).toEqual(['outreach: callDispositions could not be read (missing-scope)']);
});

test('signed out, nothing of the organisation is left, nor an answer that was on its way', async () => {
  const { clock, lists } = setUp();
  lists.signedIn();
  clock.advance(5_000);
  lists.signedOut();
  await quiet();
  expect(lists.view()).toEqual({ dispositions: [], purposes: [] });
  expect(clock.pending()).toBe(0);
});

test('a list without an end is left after five pages', async () => {
  const { clock, asked, lists, goOn } = setUp();
  goOn();
  lists.signedIn();
  clock.advance(5_000);
  await quiet();
  expect(asked).toHaveLength(10);
});
