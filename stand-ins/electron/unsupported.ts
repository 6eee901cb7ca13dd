/** What JavaScript itself, Node's inspector and test runners look for on any object; Electron's API has none of it. */
const ASKED_OF_ANY_OBJECT = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  'tagName',
  'asymmetricMatch',
  '$$typeof',
  'domain',
  'valueOf',
  'toString',
  '__esModule',
  'default',
]);

/** The error for a part of Electron's API that the stand-in lacks, naming the part. */
export function unsupported(name: string): Error {
  return new Error(
    `The Electron stand-in does not implement ${name}. Add it to stand-ins/electron or use the real Electron.`,
  );
}

/**
 * Wraps one of the stand-in's objects so that reading a property which is not there throws by name,
 * where a plain object would answer `undefined` and fail somewhere else, later.
 * @param name How the object is called in Electron's documentation, e.g. `app`.
 */
export function throwByName<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, property) {
      if (property in target || typeof property === 'symbol' || ASKED_OF_ANY_OBJECT.has(property)) {
        return Reflect.get(target, property);
      }
      throw unsupported(`${name}.${property}`);
    },
  });
}

/**
 * The same for a class: what is missing on it or on its instances throws by name.
 * @param made Finishes an instance, given as the application will hold it.
 */
export function classThrowsByName<C extends new (...args: never[]) => object>(
  name: string,
  Constructor: C,
  made: (instance: InstanceType<C>, ...args: ConstructorParameters<C>) => void = () => undefined,
): C {
  return new Proxy(throwByName(name, Constructor), {
    construct(target, args, newTarget) {
      const instance = throwByName(name, Reflect.construct(target, args, newTarget)) as InstanceType<C>;
      made(instance, ...(args as ConstructorParameters<C>));
      return instance;
    },
  });
}
