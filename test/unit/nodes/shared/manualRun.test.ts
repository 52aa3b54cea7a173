import type { IExecuteFunctions } from 'n8n-workflow';
import { onlyShown } from '../../../../nodes/shared/manualRun.ts';

describe('Send for Real in Manual Runs', () => {
	/** Of a manual run after a trigger that has put this out. */
	const shown = (emitted: object, item: object) =>
		onlyShown(
			{
				getMode: () => 'manual',
				getNodeParameter: () => ({ sendForReal: true }),
				getInputData: () => [{ json: item }],
				getNode: () => ({ name: 'Send Email' }),
				getParentNodes: () => [
					{ name: 'Split Out', type: 'n8n-nodes-base.splitOut' },
					{ name: 'On orders', type: 'n8n-nodes-commerce.commerceOrderTrigger' },
				],
				evaluateExpression: (text: string) =>
					text === '{{ $("On orders").first().json }}' ? emitted : null,
			} as unknown as IExecuteFunctions,
			0,
		);
	const list = { dryRun: true, events: [{ eventId: '1' }] };

	it("sends nothing for the list of a trigger's dry run, nor for what other nodes have made of it", () => {
		expect(shown(list, list)).toBe('manual run');
		expect(shown(list, { eventId: '1' })).toBe('manual run');
	});

	it('sends for an event, and for what other nodes have made of it', () => {
		expect(shown({ event: { id: '1' } }, { note: 'x' })).toBeNull();
	});
});
