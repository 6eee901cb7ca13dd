import { expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';

test('reads what Playwright starts Electron with', () => {
  const args = [
    '-r',
    '/x/loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '.',
    'tel:+1415',
  ];
  const { requires, inspectPort, appPath, switches } = readCommandLine(args);
  expect({ requires, inspectPort, appPath }).toEqual({
    requires: ['/x/loader.js'],
    inspectPort: 0,
    appPath: '.',
  });
  expect(Object.fromEntries(switches)).toEqual({
    'no-sandbox': '',
    inspect: '0',
    'remote-debugging-port': '0',
  });
});

test('a switch keeps its value whole and loses its capitals', () => {
  const { switches } = readCommandLine(['.', '--Use-File-For-Fake-Audio-Capture=/tmp/A=b.wav']);
  expect(switches.get('use-file-for-fake-audio-capture')).toBe('/tmp/A=b.wav');
});

test('without arguments there is no application', () => {
  expect(readCommandLine([])).toMatchObject({ appPath: undefined, inspectPort: undefined, requires: [] });
});
