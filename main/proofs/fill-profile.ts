import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { leaveWaiting } from './leave-waiting.ts';

// A program for those who may not import the product. Argument: the profile; input: Outreach's call-ids as JSON.
const [profile] = z.tuple([z.string()]).parse(process.argv.slice(2));
leaveWaiting(profile, z.array(z.string()).parse(await json(process.stdin)));
