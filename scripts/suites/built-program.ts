import { buildProgram } from '../build-program.ts';

/** For Vitest: the pages that tests open are built before the first of them, where they are not fresh. */
export const setup = buildProgram;
