import { NodeOperationError, type INode, type INodeProperties } from 'n8n-workflow';
import { MOST_SHOPS, shopsJsonOf, writtenShopsSchema } from '../../engine/parcels/shops.ts';
import type { StoreType } from './storeTypes.ts';

/** The part of the form that says for whose orders a carrier or tracker works. */
export const shopsProperty = (types: readonly StoreType[]): INodeProperties => ({
	displayName: 'For the Orders of: Shop Names or IDs',
	name: 'shops',
	type: 'multiOptions',
	default: [],
	typeOptions: { loadOptionsMethod: 'getShops' },
	displayOptions: {
		show: { provider: types.filter(({ isCarrier }) => isCarrier).map(({ slug }) => slug) },
	},
	description:
		'Which connected shops the parcels may belong to; leave it empty for all of them. Needed where shops have orders of the same numbers. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

/**
 * What the form of a Store Trigger says of them, as the state keeps it.
 *
 * @returns `null` for all shops of the space
 * @throws NodeOperationError naming the field as the form shows it
 */
export function shopsJsonInForm(context: {
	getNode(): INode;
	getNodeParameter(name: string, fallback: unknown): unknown;
}): string | null {
	const checked = writtenShopsSchema.safeParse(context.getNodeParameter('shops', []));
	if (checked.success) return shopsJsonOf(checked.data);
	throw new NodeOperationError(
		context.getNode(),
		`"For the Orders of" has to be a list of at most ${MOST_SHOPS} IDs of connected shops, as its list offers them, or empty for all shops`,
	);
}
