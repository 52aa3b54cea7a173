import { randomUUID } from 'node:crypto';
import { PARCEL_FACTS } from '../../engine/actions/tellShop.ts';
import { isTracker } from '../../engine/providers/isTracker.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import type { N8nNode, N8nWorkflow, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { drawnNode, expression } from './drawn.ts';
import { LONGEST_SHOWN_NAME, shownText } from './outsideText.ts';

const PACKAGE = 'n8n-nodes-commerce';

/** What is connected, and by what it is written to. */
export type TrackingDrawing = {
	/** Id of the trigger node, by which the workflow is recognised. */
	readonly marker: string;
	readonly integrationGuid: string;
	readonly storeName: string;
	readonly provider: Pick<Provider, 'slug' | 'credentialType' | 'providerType' | 'abilities'>;
	readonly credential: CredentialReference;
	readonly spaceCredential: CredentialReference | null;
};

/**
 * What the setting `pushTracking` of an integration makes. Of a shop: what other connected systems report of parcels
 * of its orders is told to it. Of a tracker: it follows the tracking numbers that connected shops report.
 */
export function trackingWorkflow(given: TrackingDrawing): N8nWorkflowDraft {
	// A person may have written it into the Store Trigger.
	const storeName = shownText(given.storeName, LONGEST_SHOWN_NAME);
	const words = isTracker(given.provider) ? wordsOfTracker(storeName) : wordsOfShop(storeName);
	const space = given.spaceCredential && { commerceSpaceApi: given.spaceCredential };
	const ofSpace = space && { useSpace: true };
	const nodes: N8nNode[] = [
		{
			id: given.marker,
			name: words.trigger,
			type: `${PACKAGE}.commerceShipmentTrigger`,
			typeVersion: 3,
			position: [0, 0],
			parameters: {
				events: ['shipment_created', 'shipment_updated'],
				conditionsMode: 'fields',
				combinator: 'all',
				conditions: { rows: [{ field: 'trackingNumber', operator: 'exists' }] },
				...ofSpace,
			},
			...(space && { credentials: space }),
		},
		{
			id: randomUUID(),
			name: words.filter,
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
							rightValue: given.integrationGuid,
							operator: { type: 'string', operation: 'notEquals' },
						},
					],
				},
				options: {},
			},
		},
		{
			id: randomUUID(),
			name: words.action,
			type: `${PACKAGE}.commerceStore`,
			typeVersion: 3,
			position: [448, 0],
			parameters: { provider: given.provider.slug, ...words.parameters, ...ofSpace },
			credentials: { [given.provider.credentialType]: given.credential, ...space },
		},
		{
			id: randomUUID(),
			name: 'Note',
			type: 'n8n-nodes-base.stickyNote',
			typeVersion: 1,
			position: [-64, -208],
			parameters: { content: words.note, width: 640, height: 160 },
		},
	];
	const next = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	return {
		name: `Tracking for ${storeName}`,
		nodes: nodes.map((node) => drawnNode(node)),
		connections: { [words.trigger]: next(words.filter), [words.filter]: next(words.action) },
		settings: {},
	};
}

const wordsOfShop = (storeName: string) => ({
	trigger: 'Shipment has tracking',
	filter: 'From another store',
	action: 'Tell it to the shop',
	parameters: {
		operation: 'addTracking',
		orderBy: 'shipment',
		trackingNumber: expression('$json.shipment.trackingNumber'),
		carrier: expression('$json.shipment.carrier'),
		trackingUrl: expression('$json.shipment.trackingUrl'),
		skipUnknownOrders: true,
		tells: [...PARCEL_FACTS],
	},
	note: `## Tracking for ${storeName}\nMade by the setting *pushTracking*: what another connected store or carrier reports of a parcel of this store's orders is told to it. The tracking number is added, the order is fulfilled when the carrier has the parcel, and the shop hears when it has arrived: each once.`,
});

const wordsOfTracker = (trackerName: string) => ({
	trigger: 'Shipment has tracking',
	filter: 'From another system',
	action: 'Watch its numbers',
	parameters: { operation: 'watchNumbers', numbers: 'shipment', onlyOfShops: true },
	note: `## Tracking for ${trackerName}\nMade by the setting *pushTracking*: the tracking numbers that your connected shops report are followed by this tracker, each once, with the order that it belongs to, and no longer once the shop has cancelled the parcel. Following a number may cost something: your plan says what.`,
});

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
