import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { StatusUpdate } from '../../engine/providers/storeSide.ts';
import { commerceEventOf } from '../shared/commerceEventOf.ts';
import { orderInAnotherStore } from './orderInAnotherStore.ts';
import { statusInForm } from '../shared/statusOptions.ts';
import { statusUpdateOf } from '../shared/statusUpdateOf.ts';

/**
 * Reads what an item is to update, and in which store.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export async function readUpdate(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<{ update: StatusUpdate; integrationGuid: string }> {
	const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const node = context.getNode();
	const fail = (message: string, description: string) =>
		new NodeOperationError(node, message, { itemIndex, description });

	const event = commerceEventOf(context, itemIndex);
	const target = text('target');
	const isOrder = target === 'order' || target === 'orderById';
	const isById = target === 'orderById' || target === 'shipmentById';
	const integrationGuid =
		text('store') === 'chosen' ? text('integration') : event?.integration.guid;
	const isOfAnother =
		!isById && event !== null && !!integrationGuid && event.integration.guid !== integrationGuid;
	const id = isById
		? text('targetId')
		: isOfAnother
			? await orderInAnotherStore(context, itemIndex, event, integrationGuid, isOrder)
			: idOf(event, isOrder);
	if (!id) {
		throw isById
			? fail('"ID" is empty', 'Fill in "ID", for example by dragging a field from the input.')
			: fail(
					`The item is not about ${isOrder ? 'an order, nor about a shipment whose order is known' : 'a shipment'}`,
					'Start the workflow with a Commerce Order or Shipment Trigger, or choose another entry under "Update".',
				);
	}
	if (!integrationGuid) {
		throw fail(
			'It is not known which store to write to',
			'Start the workflow with a trigger of this package, or choose a store under "Store".',
		);
	}
	const update = statusUpdateOf(node, itemIndex, {
		entityType: isOrder ? 'Order' : 'Shipment',
		id,
		status: isOrder ? statusInForm(text('orderStatus'), text('ownStatus')) : text('shipmentStatus'),
		note: text('note'),
	});
	return { update, integrationGuid };
}

function idOf(event: ReturnType<typeof commerceEventOf>, isOrder: boolean): string | null {
	const order = event?.order as { id?: string } | undefined;
	const shipment = event?.shipment as { id?: string; orderId?: string | null } | undefined;
	return (isOrder ? (order?.id ?? shipment?.orderId) : shipment?.id) ?? null;
}
