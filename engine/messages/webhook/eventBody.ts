import type { CommerceItem } from '../../deliveries/composeItem.ts';

/** The body that Standard Webhooks recommends. */
export type EventBody = {
	/** `order.status_changed` */
	readonly type: string;
	/** When it happened, ISO 8601. */
	readonly timestamp: string;
	/** What the trigger emitted; docs/event-contract.md defines every field. */
	readonly data: CommerceItem;
};

/** An event as a webhook tells of it. */
export function eventBody(item: CommerceItem): EventBody {
	return {
		type: item.event.code.replace('_', '.'),
		timestamp: item.event.occurredAt,
		data: item,
	};
}
