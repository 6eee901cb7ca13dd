// The application that electron-contract.spec.ts drives: small, plain, and the same on every Electron.
const { app, BrowserWindow, ipcMain, protocol, session } = require('electron');
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');

const order = [];
global.seen = { order, secondInstances: [], openUrls: [], permissions: [], opened: [], navigations: [] };

/** What the quit sequence did, in a file, because nobody can ask a process that has ended. */
function note(what) {
  order.push(what);
  if (process.env.CONTRACT_LOG) appendFileSync(process.env.CONTRACT_LOG, `${what}\n`);
}

app.on('open-url', (event, url) => {
  event.preventDefault();
  global.seen.openUrls.push(url);
});
app.on('second-instance', (_event, argv, workingDirectory, additionalData) => {
  global.seen.secondInstances.push({ argv, workingDirectory, additionalData });
  note(`second-instance ${additionalData.argv.at(-1)}`);
});

if (!app.requestSingleInstanceLock({ argv: process.argv })) {
  note('second');
  app.quit();
} else {
  start();
}

function start() {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  for (const name of ['before-quit', 'will-quit', 'window-all-closed']) app.on(name, () => note(name));
  app.on('quit', (_event, code) => note(`quit ${code}`));

  ipcMain.handle('echo', (_event, ...args) => args);
  ipcMain.handle('fail', () => {
    throw new TypeError('no such thing');
  });
  ipcMain.handle('who', ({ senderFrame, sender }) => ({
    url: senderFrame.url,
    origin: senderFrame.origin,
    parent: senderFrame.parent,
    isTop: senderFrame.top === senderFrame,
    isOurs: sender === global.windows.dialer.webContents,
  }));
  ipcMain.on('tell', (event, text) => event.sender.send('told', text));

  app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((contents, permission, callback, details) => {
      const granted = permission === 'media' && contents === global.windows.voice.webContents;
      global.seen.permissions.push({ permission, granted, mediaTypes: details.mediaTypes });
      callback(granted);
    });
    session.defaultSession.setPermissionCheckHandler(
      (contents, permission) => permission === 'media' && contents === global.windows.voice.webContents,
    );
    protocol.handle('app', page);
    global.windows = { dialer: open('dialer', true), voice: open('voice', false) };
  });
}

function open(name, show) {
  const window = new BrowserWindow({
    show,
    width: 420,
    height: 640,
    title: name,
    webPreferences: { preload: join(__dirname, 'preload.cjs'), contextIsolation: true, sandbox: true },
  });
  window.webContents.on('will-navigate', (event, url) => {
    global.seen.navigations.push(url);
    event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    global.seen.opened.push(url);
    return { action: 'deny' };
  });
  window.on('close', () => note(`close ${name}`));
  window.on('closed', () => note(`closed ${name}`));
  window.loadURL(`app://${name}/index.html`);
  return window;
}

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'self'; script-src 'self'; frame-src data:",
};

/** Pages: `/index.html` everywhere, `/page.js` beside it. */
function page(request) {
  const { host, pathname } = new URL(request.url);
  if (pathname === '/page.js') {
    return new Response('window.scriptRan = true;', {
      headers: { ...HEADERS, 'Content-Type': 'text/javascript' },
    });
  }
  if (pathname !== '/index.html') return new Response('Not found', { status: 404, headers: HEADERS });
  return new Response(
    `<!doctype html><title>${host}</title><h1>${host}</h1>
     <script>window.inlineRan = true</script><script src="page.js"></script>
     <a id="away" href="https://example.invalid/away">away</a>
     <a id="blank" target="_blank" href="https://example.invalid/blank">blank</a>
     <iframe src="data:text/html,<p>child</p>"></iframe>`,
    { headers: HEADERS },
  );
}
