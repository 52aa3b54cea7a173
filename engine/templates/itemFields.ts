export type Fields = Readonly<Record<string, unknown>>;

/** Reads the parts of an item that a trigger emitted, or that a workflow made: of another shape is "not known". */
export function fields(value: unknown): Fields | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: null;
}

/** The objects of a list; nothing where there is no list. */
export function list(value: unknown): Fields[] {
	return Array.isArray(value) ? value.map(fields).filter((entry) => entry !== null) : [];
}

export function text(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return null;
	return value.trim() === '' ? null : value.trim();
}

export function number(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The shop that an item is about: that of the order, where a carrier has told the shipment. */
export const shopIn = ({ integration, shipment }: Fields): Fields | null =>
	fields(fields(fields(shipment)?.order)?.integration) ?? fields(integration);

/** The order that an item is about, or that its shipment belongs to, by the shop's id. */
export const orderIdIn = ({ order, shipment }: Fields): string | null =>
	text(fields(order)?.id) ??
	text(fields(fields(shipment)?.order)?.id) ??
	text(fields(shipment)?.orderId);
