import type {
	FulfillmentStatus,
	OrderStatus,
	PaymentStatus,
	ShipmentStatus,
} from '../../events/statuses.ts';
import { AS_KNOWN, type StoreReading } from '../storeReading.ts';
import { wordsIn, type ShopFacts } from './shop.ts';
import type { Setting, TableRow } from './tables.ts';

/**
 * The settings in which a shop keeps the ids of the statuses that PrestaShop itself gives, and what each means. The ids
 * and names of statuses are each shop's own.
 *
 * @see https://devdocs.prestashop-project.org/8/development/configuration/list-of-settings/
 */
export const OWN_STATES: Readonly<Partial<Record<Setting, OrderStatus>>> = {
	PS_OS_CHEQUE: 'pending_payment',
	PS_OS_BANKWIRE: 'pending_payment',
	PS_OS_COD_VALIDATION: 'pending_payment',
	PS_OS_PAYMENT: 'processing',
	PS_OS_WS_PAYMENT: 'processing',
	PS_OS_PREPARATION: 'processing',
	PS_OS_SHIPPING: 'fulfilled',
	PS_OS_DELIVERED: 'completed',
	PS_OS_CANCELED: 'cancelled',
	PS_OS_REFUND: 'refunded',
	PS_OS_ERROR: 'failed',
	PS_OS_OUTOFSTOCK: 'on_hold',
	PS_OS_OUTOFSTOCK_PAID: 'on_hold',
	PS_OS_OUTOFSTOCK_UNPAID: 'on_hold',
};

/** The setting whose status an order is given for a canonical one. */
export const GIVEN_STATES: Readonly<Partial<Record<OrderStatus, Setting>>> = {
	processing: 'PS_OS_PREPARATION',
	fulfilled: 'PS_OS_SHIPPING',
	completed: 'PS_OS_DELIVERED',
	cancelled: 'PS_OS_CANCELED',
	refunded: 'PS_OS_REFUND',
	failed: 'PS_OS_ERROR',
};

/** What a status of an order means. */
export type OrderState = {
	readonly id: string;
	/** As the shop calls it; `null` for one that the shop does not have any more. */
	readonly name: string | null;
	readonly status: OrderStatus;
	readonly isPaid: boolean;
	readonly isShipped: boolean;
};

/**
 * Reads a status: as the merchant says, as PrestaShop's own settings say, else by what the status does. A status that
 * does nothing waits for a payment where a payment module has made it, and may mean anything where a person has.
 */
export function orderStateOf(
	id: string,
	row: TableRow | undefined,
	{ settings, languageId }: ShopFacts,
	{ statuses }: StoreReading = AS_KNOWN,
): OrderState {
	const name = wordsIn(row?.name, languageId);
	const isPaid = isOn(row?.paid);
	const isShipped = isOn(row?.shipped);
	const own = [...settings].find(
		([setting, value]) => value === id && OWN_STATES[setting] !== undefined,
	);
	const byWhatItDoes = (): OrderStatus => {
		if (isShipped) return 'fulfilled';
		if (isOn(row?.delivery) || isPaid) return 'processing';
		return wordsIn(row?.module_name, null) === null ? 'unknown' : 'pending_payment';
	};
	return {
		id,
		name,
		status:
			statuses.get(id) ??
			statuses.get(name?.toLowerCase() ?? '') ??
			(own && OWN_STATES[own[0]]) ??
			byWhatItDoes(),
		isPaid,
		isShipped,
	};
}

export const isOn = (flag: unknown): boolean => flag === '1' || flag === 1 || flag === true;

/** Statuses in which nobody has to pay any more. */
export const OVER: ReadonlySet<OrderStatus> = new Set(['cancelled', 'refunded', 'failed']);

export function paymentStatusOf(order: {
	readonly status: OrderStatus;
	/** Whether the order has been in a status that says so. */
	readonly wasPaid: boolean;
	readonly paid: number;
	readonly total: number | null;
	readonly refunded: number;
}): PaymentStatus {
	const { status, wasPaid, paid, total, refunded } = order;
	const isPaid = wasPaid || (total !== null && paid > 0 && paid >= total);
	if (isPaid || paid > 0) {
		if (status === 'refunded') return 'refunded';
		if (refunded > 0) return refunded >= (total ?? paid) ? 'refunded' : 'partially_refunded';
		return isPaid ? 'paid' : 'partially_paid';
	}
	if (status === 'failed') return 'failed';
	if (OVER.has(status)) return 'voided';
	return status === 'unknown' ? 'unknown' : 'pending';
}

/** Whether the goods have left the shop. */
export const isSent = ({ status, isShipped }: OrderState): boolean =>
	isShipped || status === 'fulfilled' || status === 'completed';

export function fulfillmentStatusOf(state: OrderState): FulfillmentStatus {
	if (isSent(state)) return 'fulfilled';
	const { status } = state;
	if (status === 'partially_fulfilled') return 'partially_fulfilled';
	return status === 'unknown' ? 'unknown' : 'unfulfilled';
}

/** What is known of a parcel by the status of its order; `null` while there is none. */
export function shipmentStatusOf(state: OrderState, hasNumber: boolean): ShipmentStatus | null {
	const { status } = state;
	if (status === 'completed') return 'delivered';
	if (isSent(state)) return 'shipped';
	if (!hasNumber) return null;
	if (status === 'ready_for_pickup') return 'ready_for_pickup';
	return status === 'cancelled' ? 'cancelled' : 'label_created';
}
