import { randomUUID } from 'node:crypto';
import type { N8nNode, N8nWorkflow, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { drawnNode, expression } from './drawn.ts';
import { LONGEST_SHOWN_NAME, shownText } from './outsideText.ts';

const PACKAGE = 'n8n-nodes-commerce';
const TRIGGER = 'Shipment has tracking';
const FILTER = 'From another store';
const ACTION = 'Add it to the order';

/**
 * What the setting `pushTracking` of an integration makes: tracking numbers that other connected systems
 * report for orders of this store are added to them.
 */
export function trackingWorkflow(given: {
	/** Id of the trigger node, by which the workflow is recognised. */
	readonly marker: string;
	readonly integrationGuid: string;
	readonly storeName: string;
	readonly provider: string;
	readonly credentialType: string;
	readonly credential: CredentialReference;
	readonly spaceCredential: CredentialReference | null;
}): N8nWorkflowDraft {
	const { provider, credentialType, credential, integrationGuid } = given;
	// A person may have written it into the Store Trigger.
	const storeName = shownText(given.storeName, LONGEST_SHOWN_NAME);
	const space = given.spaceCredential && { commerceSpaceApi: given.spaceCredential };
	const next = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const nodes: N8nNode[] = [
		{
			id: given.marker,
			name: TRIGGER,
			type: `${PACKAGE}.commerceShipmentTrigger`,
			typeVersion: 3,
			position: [0, 0],
			parameters: {
				events: ['shipment_created', 'shipment_updated'],
				conditionsMode: 'fields',
				combinator: 'all',
				conditions: { rows: [{ field: 'trackingNumber', operator: 'exists' }] },
				...(space && { useSpace: true }),
			},
			...(space && { credentials: space }),
		},
		{
			id: randomUUID(),
			name: FILTER,
			type: 'n8n-nodes-base.filter',
			typeVersion: 2,
			position: [224, 0],
			parameters: {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict' },
					combinator: 'and',
					conditions: [
						{
							id: randomUUID(),
							leftValue: expression('$json.integration.guid'),
							rightValue: integrationGuid,
							operator: { type: 'string', operation: 'notEquals' },
						},
					],
				},
				options: {},
			},
		},
		{
			id: randomUUID(),
			name: ACTION,
			type: `${PACKAGE}.commerceStore`,
			typeVersion: 1,
			position: [448, 0],
			parameters: {
				provider,
				operation: 'addTracking',
				orderBy: 'shipment',
				trackingNumber: expression('$json.shipment.trackingNumber'),
				carrier: expression('$json.shipment.carrier'),
				trackingUrl: expression('$json.shipment.trackingUrl'),
				skipUnknownOrders: true,
			},
			credentials: { [credentialType]: credential, ...space },
		},
		{
			id: randomUUID(),
			name: 'Note',
			type: 'n8n-nodes-base.stickyNote',
			typeVersion: 1,
			position: [-64, -208],
			parameters: {
				content: `## Tracking for ${storeName}\nMade by the setting *pushTracking*: when another connected store or carrier reports a tracking number for an order of this store, it is added to the order.`,
				width: 640,
				height: 144,
			},
		},
	];
	return {
		name: `Tracking for ${storeName}`,
		nodes: nodes.map((node) => drawnNode(node)),
		connections: { [TRIGGER]: next(FILTER), [FILTER]: next(ACTION) },
		settings: {},
	};
}

/** Whether a workflow looks like one that `pushTracking` made before it wrote down which ones these are. */
export function isTrackingWorkflowOf({ nodes }: N8nWorkflow, integrationGuid: string): boolean {
	return (
		nodes.some(
			({ type, parameters }) =>
				type.endsWith('.commerceStore') && parameters.skipUnknownOrders === true,
		) &&
		nodes.some(
			({ type, parameters }) =>
				type === 'n8n-nodes-base.filter' && JSON.stringify(parameters).includes(integrationGuid),
		)
	);
}
