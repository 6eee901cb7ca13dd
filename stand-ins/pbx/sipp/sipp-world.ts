import { afterEach } from 'vitest';
import { kamailioWorld, REP_HERTZ } from '../kamailio/kamailio-world.ts';
import { type Sipp, startSipp } from './start.ts';

/** For the tests of one file: telephones that follow scripts, at a Kamailio that a voice page is registered with. */
export function sippWorld() {
  const { page, pbx, talking } = kamailioWorld({ onePage: true });
  const phones: Sipp[] = [];
  afterEach(() => Promise.all(phones.splice(0).map((phone) => phone.close())));
  return {
    page,
    pbx,
    talking,
    /** A telephone for as long as the test. */
    async phoneWith(options: Parameters<typeof startSipp>[0]): Promise<Sipp> {
      const phone = await startSipp(options);
      phones.push(phone);
      return phone;
    },
    endOf: (callId: string) => talking().ends(callId),
    /** The rep hears the microphone come back from the telephone. */
    echoIsHeard: (callId: string) => talking().hears(callId, REP_HERTZ),
  };
}
