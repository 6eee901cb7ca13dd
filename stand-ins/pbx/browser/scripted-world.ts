import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createScriptedFarEnd, type ScriptedFarEnd } from './scripted-far-end.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { talkingOn } from './talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from './voice-page.ts';

/** For the tests of one file: a scripted SIP server and far end for each test, and a page registered there. */
export function scriptedWorld() {
  let browser: VoiceBrowser;
  let server: ScriptedServer;
  let far: ScriptedFarEnd;
  let page: VoicePage;
  let calls: ReturnType<typeof talkingOn>;

  beforeAll(async () => {
    browser = await startVoiceBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startScriptedServer();
    far = createScriptedFarEnd(server);
    page = await browser.open(server.account);
    calls = talkingOn(page);
    await calls.registered();
    server.forget();
  });
  afterEach(async () => {
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
