const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bridge', {
  version: 1,
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  tell: (text) => ipcRenderer.send('tell', text),
  add: (a, b) => a + b,
  boom: () => {
    throw new RangeError('too far');
  },
  subscribe: (listener) => {
    const hear = (_event, text) => listener(text);
    ipcRenderer.on('told', hear);
    return () => ipcRenderer.removeListener('told', hear);
  },
});
