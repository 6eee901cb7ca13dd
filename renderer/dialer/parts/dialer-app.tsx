import { type ReactNode, useRef } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { isLineFree } from '../state/call-places.ts';
import { useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { askedCalls } from '../state/snapshot-change.ts';
import { Announcer } from './announcer.tsx';
import { AttentionList } from './attention-list.tsx';
import { CallsPane } from './calls-pane.tsx';
import { DialPane } from './dial-pane.tsx';
import { EndedCard } from './ended-card.tsx';
import { LoadingView } from './loading-view.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { RefusedView } from './refused-view.tsx';
import { StatusBar } from './status-bar.tsx';
import { useCrowded } from './use-crowded.ts';

/** The whole window: waiting for main, refused by it, or the dialer. */
export function DialerApp(): ReactNode {
  const main = useDialerState((state) => state.main);
  if (main.status === 'loading') return <LoadingView />;
  if (main.status === 'refused') return <RefusedView failure={main.failure} />;
  return <Dialer />;
}

function Dialer(): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const above = useRef<HTMLDivElement>(null);
  const crowded = useCrowded(above);
  const snapshot = useSnapshot((whole) => whole);
  const typing = useDialerState((state) => state.panel !== null);
  const free = isLineFree(snapshot);
  const [asked, ...more] = askedCalls(snapshot);
  useKeys(input);

  return (
    <div className="dialer">
      <StatusBar />
      <main className={crowded ? 'panes panes-crowded' : 'panes'}>
        <div ref={above} className="above">
          <div className="pane">
            {!free && <CallsPane />}
            <EndedCard />
            {free && <DialPane input={input} asking={asked !== undefined} />}
            {free && <CallsPane />}
          </div>
          {/* Below what is pressed: a notice that comes must move no button under a hand. */}
          <AttentionList />
        </div>
        <RecentCalls
          locked={!free && !typing}
          dialable={free}
          onReuse={() => (document.getElementById('panel-number') ?? input.current)?.focus()}
        />
      </main>
      {asked && <QuestionDialog key={asked.id} call={asked} more={more.length} />}
      <Announcer />
    </div>
  );
}
