import { expect, test } from 'vitest';
import type { SecretStore } from '../../outreach/tokens.ts';

/**
 * What every SecretStore does.
 *
 * @param use runs the check with a store that may hold other programs' entries; accounts are this check's own
 */
export function secretStoreContract(
  name: string,
  use: (check: (store: SecretStore) => Promise<void>) => Promise<void>,
): void {
  test(`${name}: no entry is null, not an error`, () =>
    use(async (store) => {
      expect(await store.get('outreach nobody /profile')).toBeNull();
    }));

  test(`${name}: gives back what was set, and the latest`, () =>
    use(async (store) => {
      await store.set('outreach a /profile', 'first');
      await store.set('outreach a /profile', 'second');
      expect(await store.get('outreach a /profile')).toBe('second');
    }));

  test(`${name}: one account never sees another's secret`, () =>
    use(async (store) => {
      await store.set('outreach a /one', 'secret of one');
      await store.set('outreach a /two', 'secret of two');
      expect(await store.get('outreach a /one')).toBe('secret of one');
      await store.delete('outreach a /two');
      expect(await store.get('outreach a /one')).toBe('secret of one');
      expect(await store.get('outreach a /two')).toBeNull();
    }));

  test(`${name}: keeps long secrets and every character`, () =>
    use(async (store) => {
      const secret = JSON.stringify({ name: 'Zoë "Z" Ångström 🙂', token: 'x'.repeat(9_000) });
      await store.set('outreach long /profile', secret);
      expect(await store.get('outreach long /profile')).toBe(secret);
    }));

  test(`${name}: deleting what is not there is no error`, () =>
    use(async (store) => {
      await store.delete('outreach never /profile');
    }));
}
