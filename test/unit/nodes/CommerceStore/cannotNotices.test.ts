import { NodeHelpers } from 'n8n-workflow';
import { CommerceStore } from '../../../../nodes/CommerceStore/CommerceStore.node.ts';

const { description } = new CommerceStore();

/** The notices that the form of Commerce Store shows, of this version. */
const noticesOf = (parameters: Record<string, string>, typeVersion = 3): string[] =>
	description.properties
		.filter(({ type, name }) => type === 'notice' && name.endsWith('Notice'))
		.filter((property) =>
			NodeHelpers.displayParameter(parameters, property, { typeVersion }, description),
		)
		.map(({ displayName }) => displayName);

describe('the form of Commerce Store', () => {
	it.each([
		['watchNumbers', 'sendcloud', {}],
		['watchNumbers', 'woocommerce', {}],
		['stopWatching', 'shopify', {}],
		['addTracking', 'sendcloud', {}],
		['updateStatus', 'aftership', { target: 'Order' }],
		['getEntity', 'shippo', { entityType: 'Customer' }],
	])('says of %s that %s cannot do it', (operation, provider, more) => {
		const given = { operation, provider, ...more };
		expect(noticesOf(given)).toEqual([
			expect.stringMatching(/^(Only these|This carrier|A carrier)/),
		]);
		expect(noticesOf(given, 2)).toEqual([]);
	});

	it.each([
		['watchNumbers', '17track', {}],
		['stopWatching', 'aftership', {}],
		['addTracking', 'woocommerce', {}],
		['addTracking', 'easypost', {}],
		['updateStatus', 'sendcloud', { target: 'Shipment' }],
		['updateStatus', 'magento', { target: 'Order' }],
		['getEntity', 'shippo', { entityType: 'Shipment' }],
	])('says nothing of %s for %s, which can do it', (operation, provider, more) => {
		expect(noticesOf({ operation, provider, ...more })).toEqual([]);
	});
});
