import { connect, getCACertificates } from 'node:tls';

const PATIENCE_MILLISECONDS = 5000;

/**
 * Whether a `wss:` server can be reached but shows a certificate that this computer does not trust (expired, for
 * another name, from an unknown authority). A web page is only told that the connection failed; this tells an
 * IT admin where to look. Trusts what Node and the system trust. False when the server cannot be reached at all.
 */
export function certificateIsBad(server: string): Promise<boolean> {
  const url = URL.parse(server);
  if (url?.protocol !== 'wss:') return Promise.resolve(false);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      ca: [...getCACertificates('default'), ...getCACertificates('system')],
      // The handshake is to finish whatever the certificate is: the verdict is read afterwards.
      rejectUnauthorized: false,
      timeout: PATIENCE_MILLISECONDS,
    });
    function conclude(bad: boolean): void {
      socket.destroy();
      resolve(bad);
    }
    socket.once('secureConnect', () => conclude(!socket.authorized));
    socket.once('timeout', () => conclude(false));
    socket.once('error', () => conclude(false));
  });
}

/** Whether that is so of one of them at least. */
export async function anyCertificateIsBad(servers: readonly string[]): Promise<boolean> {
  return (await Promise.all(servers.map(certificateIsBad))).includes(true);
}
