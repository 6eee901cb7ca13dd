import type { ReactNode } from 'react';

/** Until main's first snapshot: the same shapes as index.html draws before any script has run. */
export function LoadingView(): ReactNode {
  return (
    <div className="dialer" aria-busy="true">
      <div className="status-bar">
        <div className="status-cell">
          <span className="light-name">Outreach</span>
        </div>
        <div className="status-cell">
          <span className="light-name">Phone</span>
        </div>
      </div>
    </div>
  );
}
