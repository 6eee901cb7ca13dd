import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/contract.ts';
import type { CallQuality } from '../../../app/voice/quality.ts';
import { figureRows } from '../words/quality-figures.ts';
import {
  type Advice,
  adviceWords,
  alarmWords,
  keptLight,
  keptWords,
  lightWords,
  lineOf,
} from '../words/quality-words.ts';
import { Icon } from './icons.tsx';

/** How the line of a call is: a light with its words and figures, and what to do where something is wrong. */
export function QualityLine({ call }: { call: CallView }): ReactNode {
  const line = lineOf(call);
  const words = line && lightWords(line);
  const alarm = line && alarmWords(line);
  const advice = line && adviceWords(line);
  return (
    <>
      {/* Always in the page, so that a screen reader hears what comes into it. */}
      <div role="alert" className={alarm ? 'quality-alarm' : 'visually-hidden'}>
        {alarm && (
          <>
            <Icon name="alert" />
            <AdviceText advice={alarm} />
          </>
        )}
      </div>
      {words && call.quality && (
        <div className="quality">
          <span className="quality-light">
            <span className={`dot tone-${words.tone}`} />
            {words.text}
          </span>
          <Figures callId={call.id} quality={call.quality} />
          {advice && (
            <p className="quality-advice">
              <AdviceText advice={advice} />
            </p>
          )}
        </div>
      )}
    </>
  );
}

function AdviceText({ advice }: { advice: Advice }): ReactNode {
  return (
    <span>
      <strong>{advice.what}</strong> {advice.remedy}
    </span>
  );
}

function Figures({ callId, quality }: { callId: string; quality: CallQuality }): ReactNode {
  const id = `quality-${callId}`;
  return (
    <>
      <button
        type="button"
        className="icon-button"
        popoverTarget={id}
        aria-label="The line in figures"
        title="The line in figures"
      >
        <Icon name="info" />
      </button>
      <div id={id} popover="auto" className="popover quality-figures">
        <p className="popover-title">The line in figures</p>
        <dl>
          {figureRows(quality).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="figures">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}

/** How the line of a call that is over was: a light, and words. `brief`: for a row; a good one needs none to be seen. */
export function KeptQuality({ call, brief = false }: { call: CallView; brief?: boolean }): ReactNode {
  const words = keptWords(call.quality);
  const shown = brief ? keptLight(call.quality) : words;
  if (!words || !shown) return null;
  return (
    <span className="quality-kept" title={words.text}>
      <span className={`dot tone-${shown.tone}`} />
      <span className={brief && shown.tone === 'live' ? 'visually-hidden' : undefined}>{shown.text}</span>
    </span>
  );
}
