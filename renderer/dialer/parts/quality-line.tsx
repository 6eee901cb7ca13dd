import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
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

interface LineProps {
  readonly call: CallView;
  /** Whose line it is, where the card has several. */
  readonly who?: string;
}

/** How the line of a call is: a light with its words and figures, and what to do where something is wrong. */
export function QualityLine({ call, who }: LineProps): ReactNode {
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
            <AdviceText advice={alarm} who={who} />
          </>
        )}
      </div>
      {words && call.quality && (
        <div className="quality">
          <span className="quality-light">
            <span className={`dot tone-${words.tone}`} />
            {who === undefined ? words.text : `${who}: ${words.text}`}
          </span>
          <Figures callId={call.id} quality={call.quality} who={who} />
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

function AdviceText({ advice, who }: { advice: Advice; who?: string | undefined }): ReactNode {
  return (
    <span>
      {who !== undefined && `${who}: `}
      <strong>{advice.what}</strong> {advice.remedy}
    </span>
  );
}

interface FiguresProps {
  readonly callId: string;
  readonly quality: CallQuality;
  readonly who: string | undefined;
}

function Figures({ callId, quality, who }: FiguresProps): ReactNode {
  const id = `quality-${callId}`;
  const title = who === undefined ? 'The line in figures' : `The line to ${who} in figures`;
  return (
    <>
      <button type="button" className="icon-button" popoverTarget={id} aria-label={title} title={title}>
        <Icon name="info" />
      </button>
      <div id={id} popover="auto" role="dialog" aria-label={title} className="popover quality-figures">
        <p className="popover-title">{title}</p>
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
    <span
      className={brief && shown.tone === 'live' ? 'quality-kept visually-hidden' : 'quality-kept'}
      title={words.text}
    >
      <span className={`dot tone-${shown.tone}`} />
      {shown.text}
    </span>
  );
}
