import { actionParameters } from '../../../api/workflows/actionParameters.ts';

describe("a status of the shop's own in a workflow of the REST API", () => {
	const parameters = (status: string, target: 'order' | 'shipment' = 'order') =>
		actionParameters('Shipment', { type: 'update_status', status, target });

	it('is chosen in the form as a person would choose it', () => {
		expect(parameters('own:at-workshop')).toEqual({
			target: 'order',
			orderStatus: 'own',
			ownStatus: 'at-workshop',
		});
		expect(parameters('completed')).toEqual({ target: 'order', orderStatus: 'completed' });
	});

	it('is refused for a shipment, and where it is no word', () => {
		expect(() => parameters('own:at-workshop', 'shipment')).toThrow('is no status of a shipment');
		expect(() => parameters('own:={{ 1 }}')).toThrow('is no status of an order');
	});
});
