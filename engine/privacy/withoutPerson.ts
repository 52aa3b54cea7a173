/** Fields of an order or a shipment that tell who somebody is, or hold what somebody wrote. */
const PERSONAL: Readonly<Record<string, unknown>> = {
	customer: null,
	billingAddress: null,
	shippingAddress: null,
	note: null,
	message: null,
	transactionId: null,
	attributes: {},
};

/** An order or shipment, or a part of one, with everything personal emptied. What it lacks stays lacking. */
export function withoutPerson(entity: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(entity).map(([name, value]) => [
			name,
			Object.hasOwn(PERSONAL, name) ? PERSONAL[name] : value,
		]),
	);
}
