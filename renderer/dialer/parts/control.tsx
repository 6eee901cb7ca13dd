import type { ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icons.tsx';

interface ControlProps {
  readonly icon: IconName;
  readonly label: string;
  /** Keys that do the same: as they are shown, and as `aria-keyshortcuts` wants them. */
  readonly keys?: readonly [shown: string, named: string];
  readonly kind?: 'plain' | 'on' | 'answer' | 'hang-up';
  readonly disabled?: boolean;
  /** For what opens something below. */
  readonly expanded?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onClick: () => void;
}

const KINDS = {
  plain: 'control',
  on: 'control control-on',
  answer: 'control control-answer',
  'hang-up': 'control control-hang-up',
} as const;

/** One of the large buttons of a call: a drawing over its word. */
export function Control(props: ControlProps): ReactNode {
  const { icon, label, keys, kind = 'plain', disabled = false, expanded, ref, onClick } = props;
  return (
    <button
      ref={ref}
      type="button"
      className={KINDS[kind]}
      disabled={disabled}
      title={keys ? `${label} (${keys[0]})` : label}
      aria-keyshortcuts={keys?.[1]}
      aria-expanded={expanded}
      onClick={onClick}
    >
      <Icon name={icon} />
      {label}
    </button>
  );
}
