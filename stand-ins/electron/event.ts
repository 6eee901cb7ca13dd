/** An event that a listener can veto. */
export interface Preventable {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** Electron's event object, with what the event adds to it. */
export function createEvent<T extends object>(extra: T): T & Preventable {
  let prevented = false;
  return Object.assign(
    Object.defineProperty({}, 'defaultPrevented', { get: () => prevented, enumerable: true }) as {
      readonly defaultPrevented: boolean;
    },
    {
      preventDefault: () => {
        prevented = true;
      },
    },
    extra,
  );
}
