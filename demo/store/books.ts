import type { Customer, Order, Product, Shipment } from '../../engine/events/entities.ts';
import { Refused } from './refused.ts';
import type { StoreState } from './storeState.ts';
import type { Message } from './webhookSender.ts';

/** The store's lists, and the messages that go with each change of them. */
export type Books = ReturnType<typeof openBooks>;

export type BooksOptions = {
	readonly state: StoreState;
	readonly storeUrl: () => string;
	readonly now: () => Date;
	readonly send: (message: Message) => void;
};

export function openBooks({ state, storeUrl, now, send }: BooksOptions) {
	/** Strictly later than the entity's last change: that is what receivers put changes in order by. */
	function touch(entity: { updatedAt: string | null }): string {
		const last = entity.updatedAt === null ? 0 : Date.parse(entity.updatedAt);
		entity.updatedAt = new Date(Math.max(now().getTime(), last + 1)).toISOString();
		return entity.updatedAt;
	}

	const tell = (
		subject: string,
		type: string,
		entity: Order | Shipment | Customer | Product,
	): void => send({ type, subject, timestamp: entity.updatedAt!, data: entity });

	return {
		state,
		storeUrl,
		now,
		touch,
		/** @param subject what the message is about, for a person: `Ana Mertens` */
		tell,
		tellOrder: (type: string, order: Order) => tell(`Order ${order.number}`, type, order),
		tellShipment: (type: string, shipment: Shipment) =>
			tell(`Shipment of ${shipment.orderNumber}`, type, shipment),
		/** @throws Refused where the store has no such order */
		orderOf: (id: string): Order => found(state.orders, id, 'order'),
		/** @throws Refused where the store has no such product */
		productOf: (id: string): Product => found(state.products, id, 'product'),
		/** @throws Refused where the store has no such shipment */
		shipmentOf: (id: string): Shipment => found(state.shipments, id, 'shipment'),
		setStatus(order: Order, status: Order['status']): void {
			order.status = status;
			order.nativeStatus = status;
			touch(order);
		},
	};
}

function found<T extends { id: string }>(list: readonly T[], id: string, noun: string): T {
	const entity = list.find((candidate) => candidate.id === id);
	if (entity === undefined) throw new Refused(`This store has no ${noun} "${id}".`);
	return entity;
}
