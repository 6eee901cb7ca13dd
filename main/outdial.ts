import { join } from 'node:path';
import { app, powerMonitor, session } from 'electron';
import { costRuleOf } from '../app/calls/cost-rule.ts';
import { DEFAULT_RING_SECONDS } from '../app/settings/settings.ts';
import { emergencyNumbers } from '../app/tel/emergency.ts';
import { serversOf } from '../app/voice/server-order.ts';
import icon from '../build/icon.png?asset';
import darkTray from '../build/tray-dark.png?asset';
import lightTray from '../build/tray-light.png?asset';
import { registerAppScheme, servePages } from './app-protocol.ts';
import { createDesk } from './calls/desk.ts';
import { pressHeadsetButton } from './calls/headset-buttons.ts';
import { createHandlers } from './handlers.ts';
import { createIncomingAlert } from './incoming-alert.ts';
import { openIpcServer } from './ipc-server.ts';
import { logLine } from './logging/log-line.ts';
import { setApplicationMenu, showTray } from './menu.ts';
import { createCostCheck } from './numbers/cost-check.ts';
import { connectOutreach } from './outreach-connection.ts';
import { closeInOrder } from './quit.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { confinePages, guardPermissions } from './security.ts';
import { exposedSecrets } from './settings/exposed-secrets.ts';
import { openPreferencesFile } from './settings/preferences-file.ts';
import { configFilePath, readConfigFile } from './settings/read-config-file.ts';
import { createSnapshotSender } from './snapshot.ts';
import { createCallStore } from './storage/call-store.ts';
import { openDatabase } from './storage/database.ts';
import { createOutboxList } from './storage/outbox-list.ts';
import { createOutboxStore } from './storage/outbox-store.ts';
import { keepPrivate } from './storage/private-files.ts';
import { systemClock as clock } from './system-clock.ts';
import type { Links } from './tel-handler.ts';
import { followTelHandler } from './tel-registration.ts';
import { createSipCarrier } from './voice/carrier.ts';
import { accountOfConfiguration, createPhoneLine } from './voice/phone-line.ts';
import { createSound } from './voice/sound.ts';
import { createWindows } from './windows.ts';

const log = (line: string): void => console.log(`outdial: ${logLine(line)}`);

/**
 * Puts Outdial together. All of it up to the first link's update on its way to Outreach happens before
 * Chromium is ready: a cold start has five seconds for it, and a window needs none of them.
 */
export async function startOutdial(links: Links): Promise<void> {
  registerAppScheme();
  const profile = app.getPath('userData');
  keepPrivate(profile, join(profile, 'outdial.db'), log);

  const configFile = configFilePath({
    platform: process.platform,
    env: process.env,
    isPackaged: app.isPackaged,
  });
  const { settings, problems } = readConfigFile(configFile, { allowLoopbackHttp: !app.isPackaged });
  const exposed = exposedSecrets(configFile, settings);
  const database = openDatabase(join(profile, 'outdial.db'));
  const secrets = openSecrets({ log });
  const outreach = connectOutreach(settings.outreach, {
    secrets,
    store: createOutboxStore(database),
    userDataPath: profile,
    version: app.getVersion(),
    clock,
    random: Math.random,
    log,
  });
  const { outbox } = outreach;

  const windows = createWindows(icon, (reason) => carrier.pageGone(reason), log);
  const carrier = createSipCarrier({
    account: accountOfConfiguration(settings.sip),
    clock,
    log,
    send: (command) => windows.send('voice', { type: 'carrier-command', command }),
    reloadPage: windows.reloadVoice,
  });
  const costs = createCostCheck(costRuleOf(settings.dialing), () => import('./numbers/number-facts.ts'), log);
  const emergency = emergencyNumbers(settings.dialing.homeCountries ?? [], settings.emergency?.numbers ?? []);
  const desk = createDesk({
    calls: createCallStore(database, outreach.owner),
    outbox,
    carrier,
    clock,
    log,
    costs,
    recordings: settings.recordings,
    dialing: settings.dialing,
    newId: () => crypto.randomUUID(),
    emergency,
    incoming: {
      ringFor: (settings.incoming?.ringSeconds ?? DEFAULT_RING_SECONDS) * 1000,
      logged: settings.outreach !== undefined,
    },
    callers: outreach.callers,
    phoneContexts: settings.sip ? [settings.sip.domain] : [],
  });

  const telHandler = followTelHandler(app, () => snapshots.changed());
  const phone = createPhoneLine({
    settings: settings.sip,
    secrets,
    userDataPath: profile,
    carrier,
    changed: () => snapshots.changed(),
  });
  const preferences = openPreferencesFile(join(profile, 'preferences.json'));
  const sound = createSound({
    first: preferences.current().audio,
    keep: (audio) => preferences.save({ ...preferences.current(), audio }),
    clock,
    send: (command) => windows.send('voice', { type: 'audio-command', command }),
    changed: () => snapshots.changed(),
    onLevel: (level) => windows.send('dialer', { type: 'level', level }),
    onHeadset: (button) => pressHeadsetButton(button, desk),
  });
  const incomingAlert = createIncomingAlert({
    windows,
    answer: desk.answer,
    reject: desk.reject,
    isEmergency: emergency.linked,
    refused: (failure) => desk.addNotice({ kind: 'warning', title: 'That didn’t work', ...failure }),
  });
  const snapshots = createSnapshotSender(
    {
      calls: desk.view,
      outreach: outreach.view,
      phone: phone.view,
      telHandler: telHandler.view,
      audio: sound.view,
      emergency: { location: settings.emergency?.location, numbers: emergency.numbers },
    },
    (snapshot) => {
      windows.send('dialer', { type: 'snapshot', snapshot });
      incomingAlert.look(snapshot.calls);
    },
    clock,
  );
  desk.subscribe(snapshots.changed);
  outreach.subscribe(snapshots.changed);

  for (const problem of problems) desk.addNotice(settingsNotice(problem));
  if (exposed) desk.addNotice({ ...settingsNotice(exposed), kind: 'warning' });
  if (preferences.failure)
    desk.addNotice({ kind: 'warning', title: 'Your settings', ...preferences.failure });

  desk.recover();
  for (const failure of database.failures)
    desk.addNotice({ kind: 'error', title: 'Calls are not kept safely', ...failure });
  outbox.start();
  links.deliverTo({
    link(raw) {
      desk.openLink(raw);
      windows.showDialer();
    },
    activate: windows.showDialer,
  });
  const called = desk.view().calls.length > 0;

  confinePages(app, windows.isOurs);
  await app.whenReady();

  guardPermissions(session.defaultSession, windows.isVoice);
  servePages(join(import.meta.dirname, '../renderer'), settings.sip ? serversOf(settings.sip) : []);
  setApplicationMenu();
  const handlers = createHandlers({
    outboxList: createOutboxList(database, outreach.owner),
    desk,
    outreach,
    carrier,
    phone,
    sound,
    snapshots,
    telHandler,
  });
  const closeIpcServer = openIpcServer(handlers, windows.windowOf, log);

  // A call that waits needs its voice at once; otherwise the window the rep waits for comes first.
  if (called) windows.openVoice();
  windows.openDialer(() => {
    if (!called) windows.openVoice();
    telHandler.look();
    costs.warm();
  });
  const takeTrayAway = showTray(app, { light: lightTray, dark: darkTray }, windows.showDialer);

  app.on('activate', windows.showDialer);
  powerMonitor.on('resume', () => {
    outreach.wake();
    carrier.reconnect();
  });
  closeInOrder(
    app,
    [
      windows.letClose,
      desk.close,
      incomingAlert.close,
      sound.close,
      carrier.settled,
      closeIpcServer,
      snapshots.close,
      outreach.close,
      carrier.close,
      database.close,
      takeTrayAway,
    ],
    secrets.stuck,
  );
}

function settingsNotice({ key, message }: { key: string; message: string }) {
  return {
    kind: 'error',
    code: 'settings',
    title: key ? `Configuration: ${key}` : 'Configuration file',
    message,
  } as const;
}
