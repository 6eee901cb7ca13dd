/** What was asked for on the command line, in Electron's own words. */
export interface CommandLine {
  /** Modules named by `-r` / `--require`, loaded before the application. */
  readonly requires: readonly string[];
  /** The port behind `--inspect=`, where given (0: any). */
  readonly inspectPort: number | undefined;
  /** The application's folder or file: the first argument that is no switch. */
  readonly appPath: string | undefined;
  /** Every `--switch` or `--switch=value`, without the dashes, in lower case as Chromium keeps them. */
  readonly switches: ReadonlyMap<string, string>;
}

const VALUE_FOLLOWS = new Set(['-r', '--require']);

/** Reads Electron's command line. @param args The arguments after the executable. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const requires: string[] = [];
  const switches = new Map<string, string>();
  let appPath: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (VALUE_FOLLOWS.has(arg)) {
      requires.push(args[index + 1] ?? '');
      index += 1;
    } else if (arg === '--') {
      appPath ??= args[index + 1];
      break;
    } else if (arg.startsWith('--')) {
      const [, name = '', value = ''] = /^--([^=]*)=?(.*)$/s.exec(arg) ?? [];
      switches.set(name.toLowerCase(), value);
    } else if (!arg.startsWith('-')) {
      appPath ??= arg;
    }
  }
  const inspect = switches.get('inspect');
  return {
    requires,
    inspectPort: inspect === undefined ? undefined : Number(inspect.split(':').at(-1) || 9229),
    appPath,
    switches,
  };
}
