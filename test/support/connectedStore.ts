import { join } from 'node:path';
import { connectedStore, type StoreToConnect } from '../../demo/connectedStore.ts';

const FILE = join(
	import.meta.dirname ?? __dirname,
	'../fixtures/drawings/connected-store-of-before.json',
);

export { connectedStore };

/** As people have drawn it before the Store Trigger imported by itself, and as it has to go on working. */
export const connectedStoreOfBefore = (given: StoreToConnect) => connectedStore(given, FILE);
