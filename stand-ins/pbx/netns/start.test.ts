import { expect, it } from 'vitest';
import { startNetwork } from './start.ts';

it('a network can be made anew as soon as the one before is closed', async () => {
  for (let time = 0; time < 10; time += 1) {
    const network = await startNetwork();
    expect(network.place.address).toMatch(/^198\.1[89]\./);
    await network.close();
  }
});
