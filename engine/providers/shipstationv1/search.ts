import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import { amount } from '../payloadFields.ts';
import { refusedEntity } from '../refusedEntity.ts';
import type { RefusedEntity } from '../storeSide.ts';
import { callShipStation, readAnswer, type ShipStationV1Connection } from './client.ts';
import {
	fulfillmentData,
	observeFulfillment,
	observeShipment,
	shipmentData,
} from './shipmentData.ts';

export type List = 'shipments' | 'fulfillments';

/** Version 1 gives at most 500; with what is in each parcel, 100 are some hundred kilobytes. */
const PAGE_SIZE = 100;

/** By what ShipStation's messages name parcels, and by what we look for them. */
const FILTERS: ReadonlySet<string> = new Set([
	'batchId',
	'fulfillmentId',
	'orderId',
	'orderNumber',
	'storeID',
	'storeId',
	'trackingNumber',
]);
const HOST = /^ssapi\d{0,3}\.shipstation\.com$/;
const LONGEST_VALUE = 60;
const LONGEST_ID = 200;

/** Which parcels are meant, where that is not one by its id: `shipments?batchId=7`. */
type Search = { readonly list: List; readonly filters: Readonly<Record<string, string>> };

/**
 * What an address in a message names, as an id for `readEntity`. The address itself is never called.
 *
 * @returns `null` for an address that is not ShipStation's, or names nothing that is understood
 */
export function namedIn(url: string): string | null {
	if (!URL.canParse(url)) return null;
	const { protocol, hostname, port, pathname, searchParams } = new URL(url);
	if (protocol !== 'https:' || port !== '' || !HOST.test(hostname)) return null;
	const filters = [...searchParams].filter(([name]) => FILTERS.has(name));
	// A store alone would name everything that it ever sent.
	if (filters.every(([name]) => /^storeid$/i.test(name))) return null;
	const id = `${pathname.replace(/^\/+/, '')}?${new URLSearchParams(filters).toString()}`;
	return searchOf(id) === null ? null : id;
}

/** @returns `null` for an id that is no search */
export function searchOf(id: string): Search | null {
	const [, list, query] = /^(shipments|fulfillments)\?(.+)$/.exec(id) ?? [];
	if (list === undefined || query === undefined || id.length > LONGEST_ID) return null;
	const filters = Object.fromEntries(new URLSearchParams(query));
	const isUsable = Object.entries(filters).every(
		([name, value]) => FILTERS.has(name) && value !== '' && value.length <= LONGEST_VALUE,
	);
	return isUsable ? { list: list as List, filters } : null;
}

type PageAnswer = {
	readonly entries: readonly unknown[];
	readonly pages?: number | null | undefined;
};
/** `null` where nothing fits. */
const entries = z
	.array(z.unknown())
	.max(1_000)
	.nullable()
	.transform((list) => list ?? []);
const PAGES: Readonly<Record<List, z.ZodType<PageAnswer>>> = {
	shipments: z
		.object({ shipments: entries, pages: amount })
		.transform(({ shipments, pages }) => ({ entries: shipments, pages })),
	fulfillments: z
		.object({ fulfillments: entries, pages: amount })
		.transform(({ fulfillments, pages }) => ({ entries: fulfillments, pages })),
};

type Page = {
	readonly observations: ReadonlyArray<ObservationOf<'Shipment'>>;
	readonly refused: readonly RefusedEntity[];
	readonly hasMore: boolean;
};

/** One page of parcels; what cannot be read is named, and left out. */
export async function readPage(
	connection: ShipStationV1Connection,
	{ list, filters }: Search,
	page: number,
): Promise<Page> {
	const query = {
		...filters,
		...(list === 'shipments' && { includeShipmentItems: 'true' }),
		page: String(page),
		pageSize: String(PAGE_SIZE),
	};
	const { body } = await callShipStation(connection, { method: 'GET', path: `/${list}`, query });
	const { entries: found, pages } = readAnswer(connection, `GET /${list}`, PAGES[list], body);
	const observations: Array<ObservationOf<'Shipment'>> = [];
	const refused: RefusedEntity[] = [];
	for (const entry of found) {
		try {
			observations.push(
				...(list === 'shipments'
					? observeShipment(shipmentData.parse(entry))
					: observeFulfillment(fulfillmentData.parse(entry))),
			);
		} catch (error) {
			refused.push(refusedEntity({ id: idIn(entry) }, error));
		}
	}
	return { observations, refused, hasMore: found.length > 0 && page < (pages ?? 0) };
}

function idIn(entry: unknown): unknown {
	const { shipmentId, fulfillmentId } = Object(entry) as Record<string, unknown>;
	return shipmentId ?? fulfillmentId;
}
