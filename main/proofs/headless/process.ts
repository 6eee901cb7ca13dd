import { join } from 'node:path';
import { readTokens } from '../../../app/outreach/tokens.ts';
import { createDesk } from '../../calls/desk.ts';
import { openOutreach } from '../../outreach/open-outreach.ts';
import { createSnapshotSender } from '../../snapshot.ts';
import { createCallStore } from '../../storage/call-store.ts';
import { openDatabase } from '../../storage/database.ts';
import { createOutboxStore } from '../../storage/outbox-store.ts';
import type { CallerStory } from './caller-stories.ts';
import { createFastClock } from './fast-clock.ts';
import { createFileSecrets } from './file-secrets.ts';
import { watchHoldUps } from './hold-ups.ts';
import type { Company, LoggedCall, News, Order, StartOptions } from './messages.ts';
import { createMoments, watchDatabase } from './moments.ts';
import { playRep } from './rep.ts';
import type { RepStory } from './rep-stories.ts';
import { createScriptedCarrier } from './scripted-carrier.ts';

/**
 * Outdial without Electron, as a process of its own that can be killed: desk, storage, outbox, sign-in and HTTP client
 * are the product's; only the carrier follows a script, the clock may run fast, and the keychain is a file.
 */
const moments = createMoments();
let latest = '';
/** Each caller's story. */
const stories = new Map<string, CallerStory>();
/** What the rep does with the calls that were dialled last, and the second one that is still to come. */
let story: RepStory | undefined;
let company: Company | undefined;
/** Nobody will answer who calls now. */
let ringsOut = false;
const tell = (news: News): void => void process.send?.(news);

function start({ profile, settings, speed, since, pace }: StartOptions) {
  const clock = createFastClock(speed, since);
  const log = (): void => {};
  const database = openDatabase(join(profile, 'outdial.db'));
  const calls = createCallStore(database, () => outreach.session.owner());
  const outboxStore = createOutboxStore(database);
  const outreach = openOutreach({
    ...{ settings, clock, log, random: Math.random, store: outboxStore, version: '0.0.0-proof' },
    userDataPath: profile,
    secrets: {
      store: createFileSecrets(profile),
      keptIn: () => 'keychain',
      warning: () => undefined,
      onBack: () => {},
    },
  });
  const { outbox, session } = outreach;
  const carrier = createScriptedCarrier({ clock, moments, pace });
  const desk = createDesk({
    ...{ calls, outbox, carrier, clock, log, newId: () => crypto.randomUUID() },
    dialing: { outreachLinks: 'when Outreach confirms', otherLinks: 'ask' },
    incoming: {
      // Longer than a busy machine may stop in the middle: only whom nobody answers must find that it has rung out.
      get ringFor() {
        return pace * (ringsOut ? 100 : 2_000);
      },
      logged: true,
    },
  });
  const holdUps = watchHoldUps();

  // What main sends its windows at each change: the work of it is part of what is measured.
  const sender = createSnapshotSender(
    {
      calls: desk.view,
      outreach: () => ({ ...session.view(), waiting: outbox.waiting() }),
      phone: () => ({ status: 'registered', practice: true }),
      telHandler: () => ({ isDefault: true }),
    },
    (snapshot) => {
      structuredClone(snapshot);
      rest();
    },
    clock,
  );
  const rest = (): void =>
    tell({
      type: 'rest',
      up: desk.view().calls.length,
      owed: outbox.waiting(),
      status: session.view().status,
      latest,
      moments: moments.counted(),
    });
  desk.subscribe(sender.changed);
  session.subscribe(sender.changed);
  const done = new Set<string>();
  desk.subscribe(() =>
    playRep(desk, done, { callers: stories, story, awaitsCompany: company !== undefined }),
  );
  desk.subscribe(() => {
    if (company !== undefined && desk.view().calls.some(({ phase }) => phase === 'talking'))
      setImmediate(keepCompany);
  });
  desk.recover();
  outbox.start();
  sender.changed();

  const logged = (latest: number): LoggedCall[] =>
    calls.recent(latest).flatMap((call) => {
      const { id, state, phase, outreachCallId = '' } = call;
      const incoming = call.direction === 'inbound';
      if (!incoming && outreachCallId === '') return [];
      const entries = outboxStore.entriesOf(id);
      return {
        ...{ id, outreachCallId, state, phase },
        from: incoming ? call.number : undefined,
        answered: call.answeredAt !== undefined,
        cutOff: call.closing === 'cut-off',
        updates: entries.flatMap(({ update, status, failure }) =>
          update.kind === 'state'
            ? [{ state: update.state, at: update.stateChangedAt, status, why: failure?.code }]
            : [],
        ),
        others: entries.flatMap(({ update, status }) =>
          update.kind === 'state' ? [] : [{ ...update, status }],
        ),
      };
    });
  const report = (latest = 100_000): void => {
    globalThis.gc?.();
    tell({
      type: 'report',
      calls: logged(latest),
      troubles: [...database.failures, ...desk.view().notices].map(({ code }) => code),
      stall: holdUps.take(),
      heap: process.memoryUsage().heapUsed,
    });
    // Reporting holds the loop up itself, and is not what is measured.
    setTimeout(() => void holdUps.take(), 30);
  };
  function keepCompany(): void {
    const comes = company;
    company = undefined;
    if (comes === undefined) return;
    if ('link' in comes) desk.openLink(comes.link);
    else {
      ringsOut = comes.story.endsWith('nobody answers');
      stories.set(comes.from, comes.story);
      carrier.ring(comes.from, comes.story);
    }
  }
  return { desk, carrier, clock, outreach, rest, report, keepCompany };
}

let running: ReturnType<typeof start> | undefined;

process.on('message', (order: Order) => {
  if (order.type === 'start') {
    watchDatabase(moments);
    running = start(order.options);
    return;
  }
  if (running === undefined) throw new Error(`"${order.type}" came before the start.`);
  switch (order.type) {
    case 'open':
      latest = order.link;
      moments.arm(order.trap);
      story = order.story;
      company = order.company;
      for (let time = 0; time < order.times; time += 1) running.desk.openLink(order.link);
      if (company?.when === 'at once') running.keepCompany();
      return;
    case 'ring':
      latest = order.from;
      stories.set(order.from, order.story);
      company = undefined;
      ringsOut = order.story.endsWith('nobody answers');
      moments.arm(order.trap);
      return running.carrier.ring(order.from, order.story);
    case 'clock':
      return running.clock.setOffset(order.offset);
    case 'wake':
      return running.outreach.wake();
    case 'connect': {
      const tokens = readTokens(order.secret);
      if (tokens.ok) void running.outreach.session.adopt(tokens.value);
      return;
    }
    case 'rest':
      return running.rest();
    case 'report':
      return running.report(order.latest);
    default:
      order satisfies never;
  }
});
// Without its test it has no purpose.
process.on('disconnect', () => process.exit());
tell({ type: 'loaded' });
