import type { Notice } from '../../app/ipc/snapshot-schema.ts';

/** What the rep has to know and has not put away yet. */
export interface NoticeBoard {
  /** A notice with the same code and words replaces the earlier one: a rep reads it once. */
  add(notice: Omit<Notice, 'id'>): void;
  /** In place of the earlier notice of the same code, whatever it said. */
  replace(notice: Omit<Notice, 'id'>): void;
  dismiss(id: string): void;
  all(): Notice[];
}

/** More than this nobody reads; the oldest go. */
const LIMIT = 20;

export function createNoticeBoard(newId: () => string, changed: () => void): NoticeBoard {
  let notices: readonly Notice[] = [];
  const put = (notice: Omit<Notice, 'id'>, keep: (other: Notice) => boolean): void => {
    notices = [...notices.filter(keep), { ...notice, id: newId() }].slice(-LIMIT);
    changed();
  };
  return {
    add: (notice) => put(notice, (other) => other.code !== notice.code || other.message !== notice.message),
    replace: (notice) => put(notice, (other) => other.code !== notice.code),
    dismiss(id) {
      const left = notices.filter((notice) => notice.id !== id);
      if (left.length === notices.length) return;
      notices = left;
      changed();
    },
    all: () => [...notices],
  };
}
