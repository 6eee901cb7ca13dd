import { expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';

test('what costs Outreach or the phone line is listed before what is merely left out', () => {
  const { problems } = readSettings(
    {
      colour: 'red',
      outreach: { clientId: 'id', redirectUri: 'http://not-https.example', shade: 1 },
      dialing: { otherLinks: 'whenever' },
      sip: 'none',
    },
    { allowLoopbackHttp: false },
  );
  expect(problems.map(({ key }) => key)).toEqual([
    'outreach.redirectUri',
    'sip',
    'colour',
    'outreach.shade',
    'dialing.otherLinks',
  ]);
});
