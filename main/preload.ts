import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, WindowEvent } from '../app/ipc/contract.ts';

const bridge: Bridge = {
  request: (name, payload) => ipcRenderer.invoke('outdial:request', name, payload),
  subscribe: (listener) => {
    const receive = (_event: unknown, message: WindowEvent): void => listener(message);
    ipcRenderer.on('outdial:event', receive);
    return () => ipcRenderer.removeListener('outdial:event', receive);
  },
};

contextBridge.exposeInMainWorld('outdial', bridge);
