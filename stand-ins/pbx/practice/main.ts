import { PRACTICE_NUMBERS } from './numbers.ts';
import { startPracticePbx } from './practice-pbx.ts';

/** `node stand-ins/pbx/practice/main.ts [port]`: runs until it is interrupted; prints what a configuration needs. */
const pbx = await startPracticePbx({ port: Number(process.argv[2] ?? 0) });
console.log('Practice PBX, a stand-in for a phone system. Put this into the configuration file:');
console.log(JSON.stringify({ sip: pbx.sip }, null, 2));
for (const { number, what } of PRACTICE_NUMBERS) console.log(`${number}  ${what}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void pbx.close());
