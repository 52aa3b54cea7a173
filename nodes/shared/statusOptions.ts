import type { INodePropertyOptions } from 'n8n-workflow';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../core/events/statuses.ts';

const label = (status: string) =>
	status
		.split('_')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

/** Every status but "unknown", which is nothing that a store could be told. */
const optionsOf = (statuses: readonly string[]): INodePropertyOptions[] =>
	statuses
		.filter((status) => status !== 'unknown')
		.map((status) => ({ value: status, name: label(status) }));

export const orderStatusOptions = optionsOf(ORDER_STATUSES);
export const shipmentStatusOptions = optionsOf(SHIPMENT_STATUSES);
