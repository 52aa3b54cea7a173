import { idOfFulfillment, idOfLabel } from './labelData.ts';

const HOSTS: ReadonlySet<string> = new Set(['api.shipstation.com', 'api.shipengine.com']);
const PLACE = /^\/v[12]\/(labels|fulfillments|tracking)(?:\/([\w-]+)(?:\/track)?)?\/?$/;

/** By what ShipStation's messages name labels and fulfillments, where they name several at once. */
const FILTERS: ReadonlySet<string> = new Set([
	'batch_id',
	'fulfillment_id',
	'shipment_id',
	'shipment_number',
	'tracking_number',
]);
const LONGEST_VALUE = 60;
const LONGEST_ID = 200;

/**
 * Which labels or fulfillments are meant, where that is not one by its id: `labels?batch_id=se-1`. A number that is
 * tracked may be of either.
 */
export type Search = {
	readonly list: 'labels' | 'fulfillments' | 'tracking';
	readonly filters: Readonly<Record<string, string>>;
};

/**
 * What an address in a message names, as an id for `readEntity`.
 *
 * @returns `null` for an address that is not ShipStation's, or names nothing that is understood
 */
export function namedIn(url: string): string | null {
	if (!URL.canParse(url)) return null;
	const { protocol, hostname, port, pathname, searchParams } = new URL(url);
	if (protocol !== 'https:' || port !== '' || !HOSTS.has(hostname)) return null;
	const place = PLACE.exec(pathname);
	if (place === null) return null;
	const [, list, id] = place;
	if (id !== undefined && list === 'labels') return idOfLabel(id);
	if (id !== undefined && list === 'fulfillments') return idOfFulfillment(id);
	const filters = [...searchParams].filter(([name]) => FILTERS.has(name));
	if (id !== undefined || filters.length === 0) return null;
	const named = `${list}?${new URLSearchParams(filters).toString()}`;
	return searchOf(named) === null ? null : named;
}

/** What a message means that names no more than a number. @returns `null` for what is no number */
export function numberedIn(trackingNumber: string | null): string | null {
	const named = `tracking?${new URLSearchParams({ tracking_number: trackingNumber ?? '' }).toString()}`;
	return searchOf(named) === null ? null : named;
}

/** @returns `null` for an id that is no search */
export function searchOf(id: string): Search | null {
	const [, list, query] = /^(labels|fulfillments|tracking)\?(.+)$/.exec(id) ?? [];
	if (list === undefined || query === undefined || id.length > LONGEST_ID) return null;
	const filters = Object.fromEntries(new URLSearchParams(query));
	const isUsable = Object.entries(filters).every(
		([name, value]) => FILTERS.has(name) && value !== '' && value.length <= LONGEST_VALUE,
	);
	return isUsable ? { list: list as Search['list'], filters } : null;
}
