import { parseArgs } from 'node:util';
import { startOutreach } from './start-outreach.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4080' } } });
const outreach = await startOutreach({ port: Number(values.port) });
console.log(`A stand-in for Outreach is at ${outreach.url}. For Outdial's configuration file:`);
console.log(JSON.stringify({ outreach: outreach.settings }, null, 2));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void outreach.close());
