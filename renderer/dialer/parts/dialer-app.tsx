import { type ReactNode, useRef } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { showNumber } from '../number/number-format.ts';
import { useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { askedCalls, currentCall, upCalls } from '../state/snapshot-change.ts';
import { Announcer } from './announcer.tsx';
import { AttentionList } from './attention-list.tsx';
import { CallCard } from './call-card.tsx';
import { DialPane } from './dial-pane.tsx';
import { EndedCard } from './ended-card.tsx';
import { IncomingCard } from './incoming-card.tsx';
import { LoadingView } from './loading-view.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { RefusedView } from './refused-view.tsx';
import { StatusBar } from './status-bar.tsx';

/** The whole window: waiting for main, refused by it, or the dialer. */
export function DialerApp(): ReactNode {
  const main = useDialerState((state) => state.main);
  if (main.status === 'loading') return <LoadingView />;
  if (main.status === 'refused') return <RefusedView failure={main.failure} />;
  return <Dialer />;
}

function Dialer(): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const snapshot = useSnapshot((whole) => whole);
  const formats = useDialerState((state) => state.formats);
  const up = upCalls(snapshot);
  const current = currentCall(snapshot);
  const [asked, ...more] = askedCalls(snapshot);
  useKeys(input);

  return (
    <div className="dialer">
      <StatusBar />
      <AttentionList />
      <main className="panes">
        <div className="pane">
          {up.map((call) =>
            call.phase === 'incoming' ? (
              <IncomingCard key={call.id} call={call} />
            ) : (
              <CallCard key={call.id} call={call} current={call.id === current?.id} />
            ),
          )}
          {up.length === 0 && (
            <>
              <EndedCard />
              <DialPane input={input} asking={asked !== undefined} />
            </>
          )}
        </div>
        <RecentCalls locked={up.length > 0} onReuse={() => input.current?.focus()} />
      </main>
      {asked && (
        <QuestionDialog
          key={asked.id}
          call={asked}
          current={current ? showNumber(current.number, formats) : null}
          more={more.length}
        />
      )}
      <Announcer />
    </div>
  );
}
