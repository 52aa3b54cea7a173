import { isDeepStrictEqual } from 'node:util';
import type { WrittenBrand } from '../../engine/brand/brand.ts';
import { checkedBrand, type CheckedBrand } from '../../engine/brand/checkedBrand.ts';
import { LogoProblem } from '../../engine/brand/logoPicture.ts';
import { changeWorkflow } from '../../n8n/provisions/madeWorkflows.ts';
import { withBrand } from '../canvas/brandPart.ts';
import { withNode } from '../canvas/readingPart.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { requirePublished } from '../workflows/requirePublished.ts';
import { isActive, type ConnectedStore } from './connectedStore.ts';
import { untilConnected } from './switchStore.ts';

/** @throws ApiError 400 where the logo is no picture that mail programs show */
export async function lookedAt(brand: WrittenBrand): Promise<CheckedBrand> {
	try {
		return await checkedBrand(brand);
	} catch (error) {
		if (!(error instanceof LogoProblem)) throw error;
		throw new ApiError('CONFIGURATION_ERROR', `brand.logoUrl: ${error.message}`, { cause: error });
	}
}

/**
 * Writes a brand into the form of the node that connects a store. A published workflow is published anew, and
 * mails have the brand from then on.
 *
 * @throws ApiError 409 where somebody has changed the workflow and not published that yet; as `untilConnected`
 */
export async function changeBrand(
	context: ApiContext,
	store: ConnectedStore,
	brand: WrittenBrand,
): Promise<void> {
	const { guid, workflow, node } = store;
	requirePublished(workflow);
	const wanted = withNode(workflow, withBrand(node, brand));
	if (isDeepStrictEqual(wanted, workflow)) return;
	const { database, now } = await context.commerce();
	const startedAt = now();
	await changeWorkflow(database, context.n8n, workflow, wanted);
	if (isActive(store)) await untilConnected(context, guid, startedAt);
}
