import { storeContract } from './contracts/store-contract.ts';
import { createFakeStores } from './fake-stores.ts';

storeContract('The fake', createFakeStores);
