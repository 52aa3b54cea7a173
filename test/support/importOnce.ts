import { readFileSync } from 'node:fs';
import { importChanges } from '../../engine/inbox/importChanges.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { openState } from '../../engine/state/openState.ts';
import type { StateLocation } from '../../engine/state/stateLocation.ts';
import { INTEGRATION, saveIntegration, testInbox } from './testInbox.ts';

/**
 * A process of its own that imports the orders of a generic store once, so that it can be killed and its
 * memory measured: `node importOnce.ts '{"location":…,"storeUrl":…,"apiKey":…,"apiSecret":…}'`. Tells its
 * parent after each page, and its peak memory at the end.
 */
type Given = {
	readonly location: StateLocation;
	readonly storeUrl: string;
	readonly apiKey: string;
	readonly apiSecret: string;
};

const { location, ...keys } = JSON.parse(process.argv[2]!) as Given;
const now = () => Date.now();
const database = await openState(location, now());
await saveIntegration(database, { ...INTEGRATION, storeUrl: keys.storeUrl }, now());
const provider = providerOf('generic')!;
const result = await importChanges(
	testInbox(database, { now, advance: () => {} }),
	INTEGRATION,
	provider,
	{ credentials: provider.credentialsSchema.parse(keys), http: axiosStoreHttp() },
	'Order',
	{
		firesForExisting: true,
		wait: async () => {},
		onPage: ({ pages }) => process.send?.({ pages }),
	},
);
await database.close();
// `maxRSS` would not do: Linux hands that of the parent down to a child.
const peakMemoryKb = Number(
	/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))![1],
);
process.send?.({ result, peakMemoryKb });
