import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createScriptedFarEnd, type ScriptedFarEnd } from './scripted-far-end.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { talkingOn } from './talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from './voice-page.ts';

export interface ScriptedWorldOptions {
  /** All tests of the file on one page at one server: what a test leaves behind is hung up. */
  readonly onePage?: boolean;
}

/** For the tests of one file: a scripted SIP server and far end for each test, and a page registered there. */
export function scriptedWorld({ onePage = false }: ScriptedWorldOptions = {}) {
  let browser: VoiceBrowser;
  let server: ScriptedServer;
  let far: ScriptedFarEnd;
  let page: VoicePage;
  let calls: ReturnType<typeof talkingOn>;

  beforeAll(async () => {
    browser = await startVoiceBrowser();
  });
  afterAll(() => browser?.close());
  async function hangUp(): Promise<void> {
    const begun = page.seen().flatMap(({ event }) => ('callId' in event ? [event.callId] : []));
    for (const callId of new Set(begun)) {
      if (calls.all(callId, 'ended').length > 0) continue;
      await page.command({ type: 'hang-up', callId });
      await calls.ends(callId);
    }
  }

  const [before, after] = onePage ? [beforeAll, afterAll] : [beforeEach, afterEach];
  before(async () => {
    server = await startScriptedServer();
    far = createScriptedFarEnd(server);
    page = await browser.open(server.account);
    calls = talkingOn(page);
    await calls.registered();
    server.forget();
  });
  beforeEach(() => {
    server.forget();
    server.script(() => undefined);
    server.register(() => undefined);
  });
  afterEach(async () => {
    if (onePage) await hangUp();
  });
  after(async () => {
    await page?.close();
    await far?.close();
    await server?.close();
  });

  return {
    browser: () => browser,
    server: () => server,
    far: () => far,
    page: () => page,
    calls: () => calls,
  };
}
