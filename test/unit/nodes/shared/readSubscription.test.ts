import type { ITriggerFunctions } from 'n8n-workflow';
import { DEFAULT_DELIVERY_OPTIONS } from '../../../../engine/deliveries/subscription.ts';
import { readSubscription } from '../../../../nodes/shared/readSubscription.ts';

/** The options of a trigger node whose form is filled in so. */
function optionsOf(typeVersion: number, parameters: Readonly<Record<string, unknown>>) {
	const given: Readonly<Record<string, unknown>> = { events: ['order_created'], ...parameters };
	const context = {
		getWorkflow: () => ({ id: 'w', name: 'Workflow' }),
		getNode: () => ({ id: 'n', name: 'Trigger', typeVersion, parameters: given }),
		getNodeParameter: (name: string, fallback: unknown) => given[name] ?? fallback,
	} as unknown as ITriggerFunctions;
	const { acknowledge, retryDelaysMs } = readSubscription(context, 'Order', 'default').options;
	return { acknowledge, retryDelaysMs };
}

const UNTIL_SUCCESS = 'executionFinishesSuccessfully';

describe('what becomes of an event whose run fails', () => {
	it('is, by default, that it is tried again by itself', () => {
		expect(optionsOf(3, {})).toEqual({ acknowledge: UNTIL_SUCCESS, retryDelaysMs: 'automatic' });
	});

	it('can be chosen for each trigger', () => {
		expect(optionsOf(3, { onFailure: 'ownTimes', retryAfter: '5s, 2m' })).toEqual({
			acknowledge: UNTIL_SUCCESS,
			retryDelaysMs: [5_000, 120_000],
		});
		expect(optionsOf(3, { onFailure: 'never' })).toEqual({
			acknowledge: UNTIL_SUCCESS,
			retryDelaysMs: [],
		});
		expect(optionsOf(3, { onFailure: 'ignore' }).acknowledge).toBe('immediately');
		expect(() => optionsOf(3, { onFailure: 'ownTimes', retryAfter: 'soon' })).toThrow(
			'"Try Again After" is not valid',
		);
	});

	it.each([1, 2])('stays as it was in triggers of version %i', (version) => {
		const { retryDelaysMs } = DEFAULT_DELIVERY_OPTIONS;
		expect(optionsOf(version, {})).toEqual({ acknowledge: 'executionFinishes', retryDelaysMs });
		const options = { acknowledge: UNTIL_SUCCESS, retryAfter: '1s' };
		expect(optionsOf(version, { options })).toEqual({
			acknowledge: UNTIL_SUCCESS,
			retryDelaysMs: [1_000],
		});
		const bad = { options: { ...options, retryAfter: 'soon' } };
		expect(() => optionsOf(version, bad)).toThrow('The option "Retry After" is not valid');
	});
});
