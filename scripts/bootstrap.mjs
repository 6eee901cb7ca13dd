#!/usr/bin/env node
// Runs a script of this folder under the project's own Node, after installing what is missing.
// Usage: node scripts/bootstrap.mjs <script.ts> [arguments]
// Plain JavaScript without packages: it is what runs before there are any, on Node 18 or newer.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
const node = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

const [script, ...rest] = process.argv.slice(2);
if (!script) fail('Say which script to run, for example: node scripts/bootstrap.mjs start.ts');

const missing = packagesMissing();
if (missing) await install(missing);
process.exitCode = await runScript(join(root, 'scripts', script), rest);

/**
 * Why the npm packages must be installed, or null when they are as package-lock.json wants them.
 * npm's own record in node_modules is compared, so that a plain `npm ci` by hand counts too; npm
 * writes it last, so that an interrupted installation does not.
 */
function packagesMissing() {
  if (!existsSync(modules)) return 'The npm packages are not installed yet';
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
  } catch {
    return 'An earlier installation of the npm packages was not finished';
  }
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    if (path !== '' && !optional && installed[path]?.version !== version)
      return `package-lock.json has changed (${path.replace('node_modules/', '')} ${version})`;
  }
  return existsSync(node) ? null : "The project's own Node is not there yet";
}

async function install(reason) {
  console.log(`${reason}: installing them, which takes about half a minute …`);
  const ci = await npm('ci', '--no-audit', '--no-fund');
  if (ci.code !== 0) fail(`npm ci failed:\n${ci.output}`);
  if (!existsSync(node)) {
    console.log("npm did not run the install script of the project's own Node; running it …");
    const rebuild = await npm('rebuild', 'node', '--foreground-scripts');
    if (!existsSync(node)) fail(`The project's own Node could not be installed:\n${rebuild.output}`);
  }
  console.log('The npm packages are installed.');
}

/** Runs npm quietly, saying every few seconds how far it is. */
function npm(...words) {
  // Under `npm start` the very same npm and Node again; both may otherwise be replaced while they run.
  const own = process.env.npm_execpath;
  const [file, first] = own
    ? [process.env.npm_node_execpath ?? process.execPath, [own]]
    : [windows ? 'npm.cmd' : 'npm', []];
  const child = spawn(file, [...first, ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows && !own,
  });
  const started = Date.now();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ticking = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`  … ${seconds} s, ${packagesUnpacked()} packages unpacked`);
  }, 5000);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      clearInterval(ticking);
      resolve({ code: 1, output: `npm could not be started: ${error.message}` });
    });
    child.once('close', (code) => {
      clearInterval(ticking);
      resolve({ code, output: output.replaceAll(/^npm warn .*\n/gm, '') });
    });
  });
}

function packagesUnpacked() {
  if (!existsSync(modules)) return 0;
  return readdirSync(modules).filter((name) => existsSync(join(modules, name, 'package.json'))).length;
}

/** The script's exit code; signals are passed on, and one that ended it is told as 128 + its number. */
function runScript(file, words) {
  // Debian keeps servers such as Kamailio in sbin, which is not on everybody's path.
  const servers = windows ? [] : ['/usr/sbin', '/sbin'];
  const own = [join(modules, 'node', 'bin'), join(modules, '.bin')];
  const path = [...own, process.env.PATH, ...servers].join(delimiter);
  const child = spawn(node, [file, ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`${node} could not be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
