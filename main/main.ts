import { app } from 'electron';
import { hearLinks } from './tel-handler.ts';

// The lock and the listeners come before anything else is loaded: one await more loses the link
// that started the program on macOS, and a second process should be gone again at once.
const links = hearLinks(app, process.argv);

if (links) void import('./outdial.ts').then(({ startOutdial }) => startOutdial(links));
else app.quit();
