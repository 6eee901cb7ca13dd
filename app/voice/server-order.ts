/** The servers of an account, each once, in the order in which they are tried. */
export function serversOf(account: {
  readonly server: string;
  readonly servers?: readonly string[] | undefined;
}): readonly string[] {
  const { server, servers = [] } = account;
  return [...new Set(servers.includes(server) ? servers : [server, ...servers])];
}
