/** An order number that is longer is nobody's. */
const LONGEST_CHARACTERS = 100;
const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const REFERENCE = new RegExp(`^(${GUID})/(.{1,${LONGEST_CHARACTERS}})$`, 'i');

/**
 * What two spellings of one order number have in common: `#1001`, ` 1001` and `01001` are the same. What
 * shops put before or behind their numbers stays, for it tells the order of one shop from that of another.
 *
 * @returns `null` for what is no order number
 */
export function orderKey(orderNumber: string | null | undefined): string | null {
	if (!orderNumber || orderNumber.length > LONGEST_CHARACTERS) return null;
	const bare = orderNumber.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '').replace(/^#+/, '');
	const key = bare.replace(/^0+(?=.)/, '');
	return key === '' ? null : key;
}

/** An order of one connected store. */
export type OrderReference = { readonly integrationGuid: string; readonly orderId: string };

/**
 * How this package names an order to other systems: a shipping system that is given it, and reports it with
 * the parcel, leaves no doubt.
 */
export const orderReference = ({ integrationGuid, orderId }: OrderReference): string =>
	`${integrationGuid}/${orderId}`;

/** The order that a text names, if the text is one of our references. */
export function orderReferenceIn(text: string | null | undefined): OrderReference | null {
	const found = REFERENCE.exec(text?.trim() ?? '');
	return found && { integrationGuid: found[1]!.toLowerCase(), orderId: found[2]! };
}

/** Under which key a parcel waits for an order that is named by our reference: no order number has a blank. */
export const referenceKey = (reference: OrderReference): string =>
	`order ${orderReference(reference)}`;
