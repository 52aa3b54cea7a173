import type { ITriggerFunctions } from 'n8n-workflow';
import { DEFAULT_DELIVERY_OPTIONS } from '../../../../engine/deliveries/subscription.ts';
import { readSubscription } from '../../../../nodes/shared/readSubscription.ts';

/** A trigger node whose form is filled in so. */
function formOf(typeVersion: number, parameters: Readonly<Record<string, unknown>>) {
	const given: Readonly<Record<string, unknown>> = { events: ['order_created'], ...parameters };
	const context = {
		getWorkflow: () => ({ id: 'w', name: 'Workflow' }),
		getNode: () => ({ id: 'n', name: 'Trigger', typeVersion, parameters: given }),
		getNodeParameter: (name: string, fallback: unknown) => given[name] ?? fallback,
	} as unknown as ITriggerFunctions;
	return readSubscription(context, 'Order', 'default');
}

/** What becomes of an event whose run fails. */
function optionsOf(typeVersion: number, parameters: Readonly<Record<string, unknown>>) {
	const { acknowledge, retryDelaysMs } = formOf(typeVersion, parameters).options;
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

describe('a dry run in the test of a trigger', () => {
	it('is only done where it is asked for, in the newest triggers, and is no option of what is published', () => {
		const asked = (version: number, options: object) => formOf(version, { options });
		expect(asked(3, {}).dryRunEvents).toBe(0);
		expect(asked(3, { dryRunEvents: 50 }).dryRunEvents).toBe(50);
		expect(asked(2, { dryRunEvents: 50 }).dryRunEvents).toBe(0);
		expect(asked(3, { dryRunEvents: 50 }).options).toEqual(asked(3, {}).options);
		expect(() => asked(3, { dryRunEvents: 501 })).toThrow(
			'The option "Dry Run in Tests" is not valid',
		);
	});
});
