import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { ShopStatus } from '../../engine/providers/ownStatus.ts';
import { commerce } from './commerce.ts';
import { readStore } from './readStore.ts';
import { spaceOf } from './spaceOf.ts';

/**
 * The order statuses of the chosen stores, for a list to choose from in a node that has no store's keys: as they
 * were when the store was published, or as an import has found them since, once a day.
 */
export async function getKeptOrderStatuses(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { engine } = await commerce(context.logger);
	const asked = { space: await spaceOf(context), stores: chosenStores(context) };
	const statuses = await engine.ask('orderStatuses', asked);
	if (statuses.length > 0) return optionsOf(statuses);
	throw new NodeOperationError(
		context.getNode(),
		'No connected store has told which statuses its orders can have. Publish the workflow that connects a WooCommerce store once more, or enter the status with an expression.',
	);
}

/**
 * The order statuses of the store whose keys the node has, as the store tells them now.
 *
 * @throws NodeOperationError for a kind of store without statuses of its own, or with why the store does not tell
 */
export async function getShopOrderStatuses(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { provider, credentials } = await readStore(context);
	const { ownStatuses } = provider.abilities;
	if (ownStatuses !== true || !provider.listOrderStatuses) {
		throw new NodeOperationError(context.getNode(), String(ownStatuses));
	}
	try {
		return optionsOf(await provider.listOrderStatuses({ credentials, http: axiosStoreHttp() }));
	} catch (error) {
		throw new NodeOperationError(
			context.getNode(),
			`The store does not tell which statuses its orders can have: ${(error as Error).message} The status can also be entered with an expression, by the word that the store has for it.`,
		);
	}
}

/** Guids of the stores that the form names, as far as they are no expressions; empty for all of them. */
function chosenStores(context: ILoadOptionsFunctions): string[] {
	const { integrations, integration, store } = context.getCurrentNodeParameters() ?? {};
	const chosen = store === 'event' ? [] : [integrations ?? integration ?? []].flat();
	return chosen.filter(
		(guid): guid is string => typeof guid === 'string' && guid !== '' && !guid.startsWith('='),
	);
}

const optionsOf = (statuses: readonly ShopStatus[]): INodePropertyOptions[] =>
	statuses.map(({ word, name }) => ({ value: word, name, description: word }));
