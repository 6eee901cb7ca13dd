import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAdminEndpoint } from './admin/admin-endpoint.ts';
import type { StandInControls } from './admin/controls.ts';
import { createEventStream } from './admin/event-stream.ts';
import { pageFile } from './admin/page-files.ts';
import { createSnapshot } from './admin/snapshot.ts';
import type { CallRecord } from './calls/call-record.ts';
import type { Answer, Incoming } from './http/exchange.ts';
import { createFaults, type FaultRule } from './http/faults.ts';
import { createJournal, type JournalEntry } from './http/journal.ts';
import { createPipeline, type RequestListener } from './http/pipeline.ts';
import { listenOnLoopback, readBody } from './http/server.ts';
import { DEFAULT_SCOPES } from './oauth/grants.ts';
import { DEFAULT_PROSPECTS, type Prospect } from './organisation.ts';
import { createOutreach } from './outreach.ts';
import { createOutreachClock } from './outreach-clock.ts';
import { createSwitches, type Switches, type SwitchName, switchesSchema } from './switches.ts';
import { writeTelLink } from './tel-link.ts';

const CLIENT = {
  clientId: 'outdial-practice',
  clientSecret: 'practice-only-not-a-secret',
  /** Nothing listens there; the sign-in ends when the browser is sent to it. */
  redirectUri: 'https://localhost:28765/callback',
};
const LARGEST_BODY = 1_000_000;
/** Milliseconds that the admin endpoint has to answer before the outage it was asked for. */
const TIME_TO_ANSWER = 20;

export interface OutreachStandInOptions {
  /** 0, the default, takes a free one. Listens on 127.0.0.1 only. */
  readonly port?: number | undefined;
  /** Hands a clicked link to the app the way the system would; without it the page opens the link itself. */
  readonly launch?: ((link: string) => void) | undefined;
  readonly switches?: Partial<Switches> | undefined;
  readonly prospects?: readonly Prospect[] | undefined;
}

/** The `outreach` section of Outdial's configuration file. */
export interface OutreachStandInSettings {
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly scopes: string[];
}

export interface OutreachStandIn {
  readonly url: string;
  readonly settings: OutreachStandInSettings;
  /** What the Call button does: creates an outbound call, whose 5 s begin now, and returns its link. Throws on an unknown prospect. */
  click(prospectId: number): { link: string; callId: string };
  /** A call of Outreach Voice itself, which nobody outside may update. */
  nativeCall(prospectId: number): { callId: string };
  calls(): readonly CallRecord[];
  journal(): readonly JournalEntry[];
  /** Hears of every request before its effect, after it, and after the answer (or the connection's end); is awaited each time. */
  onRequest(listener: RequestListener): () => void;
  fault(rule: FaultRule): void;
  clearFaults(): void;
  setSwitch<Name extends SwitchName>(name: Name, value: Switches[Name]): void;
  revokeTokens(): void;
  /** Moves Outreach's clock so many milliseconds away from this machine's. */
  setClockOffset(ms: number): void;
  /** A grant as if the consent page had been passed some time ago. `expiresIn` in seconds. */
  signIn(options?: { scopes?: readonly string[] | undefined }): {
    accessToken: string;
    refreshToken: string;
    expiresIn: number;
  };
  /** An outage: connections are refused, nothing is forgotten. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the stand-in for Outreach: page at `/`, API at `/api/v2`, OAuth at `/oauth/…`, admin at `/admin/…`. */
export async function startOutreach(options: OutreachStandInOptions = {}): Promise<OutreachStandIn> {
  const switches = createSwitches(options.switches);
  const prospects = options.prospects ?? DEFAULT_PROSPECTS;
  const clock = createOutreachClock();
  const journal = createJournal();
  const faults = createFaults();
  const onChange = () => events.changed();
  const outreach = createOutreach({ clock, switches, client: CLIENT, prospects, onChange });
  const { calls, grants, subscriptions } = outreach;
  const snapshot = createSnapshot({
    ...{ calls, journal, faults, subscriptions, switches, clock, prospects },
    launches: options.launch !== undefined,
  });
  const events = createEventStream(snapshot);
  const revokeTokens = () => grants.revokeAll();
  const pipeline = createPipeline({
    handle: outreach.handle,
    journal,
    faults,
    clock,
    revokeTokens,
    onChange,
  });

  const changing =
    <Given extends unknown[], Result>(run: (...given: Given) => Result) =>
    (...given: Given): Result => {
      const result = run(...given);
      onChange();
      return result;
    };
  const prospect = (id: number): Prospect => {
    const found = prospects.find((candidate) => candidate.id === id);
    if (found === undefined) throw new Error(`There is no prospect ${id}.`);
    return found;
  };
  const found = (callId: string): CallRecord => {
    const call = calls.find(callId);
    if (call === undefined) throw new Error(`There is no call ${callId}.`);
    return call;
  };
  const click = (prospectId: number) => {
    const to = prospect(prospectId);
    const call = calls.mint(to);
    return { link: writeTelLink(to, call.uid), callId: call.uid };
  };
  let closed = false;
  let outage: NodeJS.Timeout | undefined;
  const stop = async () => {
    calls.pause();
    events.close();
    await server.stop();
  };
  const start = async () => {
    await server.start();
    calls.resume();
  };

  const controls: StandInControls = {
    snapshot,
    calls: () => {
      calls.sweep();
      return [...calls.all()];
    },
    journal: () => [...journal.entries()],
    clearJournal: changing(journal.clear),
    faults: faults.list,
    fault: changing(faults.add),
    clearFaults: changing(faults.clear),
    setSwitches: changing((values) => void Object.assign(switches, switchesSchema.parse(values))),
    callFromPage(prospectId) {
      const minted = click(prospectId);
      options.launch?.(minted.link);
      return { ...minted, launched: options.launch !== undefined };
    },
    nativeCall: (prospectId) => ({ callId: calls.mint(prospect(prospectId), true).uid }),
    revokeTokens: changing(revokeTokens),
    signIn(given) {
      const tokens = grants.seed(given?.scopes ?? DEFAULT_SCOPES);
      const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = tokens;
      return { accessToken, refreshToken, expiresIn };
    },
    setClockOffset: changing((ms) => {
      clock.setOffset(ms);
      calls.sweep();
    }),
    log: (callId, result) => calls.log(found(callId), result),
    outage: (forMs) => {
      outage = setTimeout(async () => {
        await stop();
        if (!closed) outage = setTimeout(() => void start(), forMs);
      }, TIME_TO_ANSWER);
    },
  };
  const admin = createAdminEndpoint(controls);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(`${server.url()}${request.url}`);
    if (url === null || !request.url?.startsWith('/')) return void response.writeHead(400).end();
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (host !== '127.0.0.1' && host !== 'localhost') return void response.writeHead(421).end();
    const text = await readBody(request, LARGEST_BODY);
    if (text === undefined) return void response.writeHead(413, { connection: 'close' }).end();
    const method = request.method ?? 'GET';
    const { pathname: path, searchParams: query } = url;
    const incoming: Incoming = { method, path, query, headers: request.headers, text, origin: server.url() };
    if (/^\/(api|oauth|accounts)(\/|$)/.test(path)) return pipeline.run(incoming, request, response);
    if (path === '/events') return events.open(response);
    if (path.startsWith('/admin/')) return send(response, await admin(incoming));
    const file = await pageFile(path === '/' ? 'index.html' : path.replace('/page/', ''));
    if (file === undefined) return void response.writeHead(404).end('Not found');
    response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' }).end(file.bytes);
  }

  const server = await listenOnLoopback(options.port ?? 0, handle);
  const url = server.url();
  return {
    ...controls,
    url,
    settings: {
      apiUrl: `${url}/api/v2`,
      authorizeUrl: `${url}/oauth/authorize`,
      tokenUrl: `${url}/oauth/token`,
      ...CLIENT,
      scopes: [...DEFAULT_SCOPES],
    },
    click,
    onRequest: pipeline.onRequest,
    setSwitch: (name, value) => controls.setSwitches({ [name]: value }),
    stop,
    start,
    async close() {
      closed = true;
      clearTimeout(outage);
      await stop();
      calls.close();
      await subscriptions.close();
    },
  };
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, answer.headers).end(answer.text);
}
