import { trackingWorkflow } from '../../../api/canvas/trackingWorkflow.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { CommerceStore } from '../../../nodes/CommerceStore/CommerceStore.node.ts';

const drawn = (slug: string) =>
	trackingWorkflow({
		...{ marker: 'marker', integrationGuid: 'guid-of-it', storeName: 'Harbour' },
		provider: providerOf(slug)!,
		credential: { id: 'c1', name: 'Harbour' },
		spaceCredential: null,
	});
const action = (slug: string) =>
	drawn(slug).nodes.find(({ type }) => type.endsWith('commerceStore'))!;

describe('the workflow of pushTracking', () => {
	it('tells a shop the number, that the order is fulfilled, and that the parcel has arrived', () => {
		expect(action('woocommerce')).toMatchObject({
			typeVersion: 3,
			parameters: {
				...{ provider: 'woocommerce', operation: 'addTracking', orderBy: 'shipment' },
				...{ skipUnknownOrders: true, tells: ['fulfilled', 'delivered'] },
			},
			credentials: { commerceWooCommerceApi: { id: 'c1' } },
		});
	});

	it.each(['aftership', 'easypost'])('has the tracker %s follow what shops report', (slug) => {
		expect(action(slug).parameters).toEqual({
			...{ provider: slug, operation: 'watchNumbers', numbers: 'shipment', onlyOfShops: true },
		});
	});

	it.each(['generic', 'aftership'])('leaves out what %s itself reports', (slug) => {
		const filter = drawn(slug).nodes.find(({ type }) => type === 'n8n-nodes-base.filter')!;
		expect(filter.parameters).toMatchObject({
			conditions: {
				conditions: [{ rightValue: 'guid-of-it', operator: { operation: 'notEquals' } }],
			},
		});
	});

	it.each(['generic', 'aftership'])('of %s has only operations that the node has', (slug) => {
		const { properties } = new CommerceStore().description;
		const offered = properties
			.filter(({ name, displayOptions }) => {
				const versions = displayOptions?.show?.['@version'];
				return name === 'operation' && (versions as number[]).includes(3);
			})
			.flatMap(({ options = [] }) => options as Array<{ value: string }>);
		expect(offered.map(({ value }) => value)).toContain(action(slug).parameters.operation);
	});
});
