import type { GenericCredentials } from '../engine/providers/generic/credentials.ts';
import { checkAccess } from './checkAccess.ts';
import { checkChanges } from './checkChanges.ts';
import { checkLists } from './checkLists.ts';
import { checkMessages, type Changed } from './checkMessages.ts';
import { checkTracking } from './checkTracking.ts';
import { checkWebhooks } from './checkWebhooks.ts';
import type { Context, Permissions } from './context.ts';
import { isOnThisMachine, startListener } from './listener.ts';
import { createReport, type Finding } from './report.ts';
import { createStoreClient } from './storeClient.ts';

const DEFAULT_PATIENCE_MS = 15_000;

/** Checks a store against docs/generic-store.md. */
export async function checkStore(
	credentials: GenericCredentials,
	permissions: Permissions = {},
	patienceMs = DEFAULT_PATIENCE_MS,
): Promise<readonly Finding[]> {
	const { storeUrl, apiKey } = credentials;
	const listener = isOnThisMachine(storeUrl) ? await startListener() : null;
	const report = createReport();
	const context: Context = {
		store: createStoreClient(storeUrl, apiKey),
		credentials,
		report,
		permissions,
		patienceMs,
		listener,
	};
	try {
		if (await checkAccess(context)) {
			await checkLists(context);
			await checkWebhooks(context, async (isListening) => await write(context, isListening));
		}
	} finally {
		await listener?.stop();
	}
	return report.findings;
}

/** Changes what may be changed, and looks at the messages about it. */
async function write(context: Context, isListening: boolean): Promise<void> {
	const { report, listener, permissions } = context;
	const { orderId, shipmentId, trackingNumber } = permissions;
	if (isListening) listener?.failOnce();
	const changes: Changed[] = [];
	if (orderId !== undefined) {
		changes.push({
			entityType: 'Order',
			answers: await checkChanges(context, 'Order', orderId),
		});
	}
	if (shipmentId !== undefined) {
		changes.push({
			entityType: 'Shipment',
			answers: await checkChanges(context, 'Shipment', shipmentId),
		});
	}
	if (orderId !== undefined && trackingNumber !== undefined) {
		await checkTracking(context, orderId, trackingNumber);
	}
	if (orderId === undefined && shipmentId === undefined) {
		report.note(
			'Changes',
			'Changes, and the messages about them, were not checked: give --write and --order <id>',
		);
	}
	if (isListening && listener !== null) return await checkMessages(context, listener, changes);
	report.note(
		'Messages: shop to n8n',
		'Messages were not checked: the shop has to run on this machine and take webhooks by its API',
	);
}
