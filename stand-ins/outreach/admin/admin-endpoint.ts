import { z } from 'zod';
import { type Answer, type Incoming, jsonAnswer, mediaType, parseJson } from '../http/exchange.ts';
import { faultRuleSchema } from '../http/faults.ts';
import { switchesSchema } from '../switches.ts';
import type { StandInControls } from './controls.ts';

const json = (body: unknown, status = 200): Answer =>
  jsonAnswer(status, body, { 'cache-control': 'no-store' });
const failed = (status: number, error: string): Answer => json({ error }, status);

const prospectSchema = z.strictObject({ prospectId: z.int() });
const logSchema = z.strictObject({
  callId: z.union([z.string(), z.int()]),
  dispositionId: z.int().nullable().optional(),
  purposeId: z.int().nullable().optional(),
  note: z.string().max(65_535).nullable().optional(),
});

type Action = (body: unknown) => Answer | Promise<Answer>;

/** An action whose body must fit its schema; otherwise 400 says which key is wrong. */
function action<Body>(schema: z.ZodType<Body>, run: (body: Body) => unknown): Action {
  return async (given) => {
    const body = schema.safeParse(given ?? {});
    if (!body.success) return failed(400, z.prettifyError(body.error));
    return json((await run(body.data)) ?? { ok: true });
  };
}

/** The admin endpoint: what a script may do to the stand-in, `POST /admin/<action>` with JSON. */
export function createAdminEndpoint(controls: StandInControls): (incoming: Incoming) => Promise<Answer> {
  const nothing = z.strictObject({});
  const actions: Readonly<Record<string, Action>> = {
    'GET state': () => json(controls.snapshot()),
    'GET calls': () => json(controls.calls()),
    'GET journal': () => json(controls.journal()),
    'DELETE journal': action(nothing, controls.clearJournal),
    'GET faults': () => json(controls.faults()),
    'DELETE faults': action(nothing, controls.clearFaults),
    'POST faults': action(faultRuleSchema, controls.fault),
    'POST switches': action(switchesSchema, controls.setSwitches),
    'POST click': action(prospectSchema, ({ prospectId }) => controls.callFromPage(prospectId)),
    'POST native-call': action(prospectSchema, ({ prospectId }) => controls.nativeCall(prospectId)),
    'POST revoke-tokens': action(nothing, controls.revokeTokens),
    'POST sign-in': action(z.strictObject({ scopes: z.array(z.string()).optional() }), controls.signIn),
    'POST clock': action(z.strictObject({ offsetMs: z.number() }), ({ offsetMs }) =>
      controls.setClockOffset(offsetMs),
    ),
    'POST log': action(logSchema, ({ callId, ...result }) => controls.log(String(callId), result)),
    'POST outage': action(z.strictObject({ forMs: z.number().positive() }), ({ forMs }) =>
      controls.outage(forMs),
    ),
  };

  return async ({ method, path, headers, text }) => {
    const run = actions[`${method} ${path.replace('/admin/', '')}`];
    if (run === undefined)
      return failed(404, `There is no ${method} ${path}. See the README beside the stand-in.`);
    // A page of another origin cannot send this type without being asked first, and is refused then.
    if (method !== 'GET' && mediaType(headers['content-type']) !== 'application/json')
      return failed(415, "Send 'content-type: application/json'.");
    const body = text === '' ? { value: undefined } : parseJson(text);
    if (body === undefined) return failed(400, 'The body is not JSON.');
    return run(body.value);
  };
}
