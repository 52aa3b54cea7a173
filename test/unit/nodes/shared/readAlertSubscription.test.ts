import type { ITriggerFunctions } from 'n8n-workflow';
import { ALERT_KIND_CODES } from '../../../../engine/alerts/alertKinds.ts';
import { readAlertSubscription } from '../../../../nodes/shared/readAlertSubscription.ts';

/** What a trigger subscribes to whose form is filled in so, in a workflow of a time zone. */
function codesOf(form: Readonly<Record<string, unknown>>, timeZone = 'Europe/Berlin') {
	const context = {
		getWorkflow: () => ({ id: 'w', name: 'Workflow' }),
		getNode: () => ({ id: 'n', name: 'Trigger', typeVersion: 2, parameters: form }),
		getNodeParameter: (name: string, fallback: unknown) => form[name] ?? fallback,
		getTimezone: () => timeZone,
	} as unknown as ITriggerFunctions;
	return readAlertSubscription(context, 'default').subscription.codes;
}

describe('the form of the alert trigger', () => {
	it('asks for all alerts where none is chosen, and for the digest only where it is', () => {
		expect(codesOf({})).toEqual(ALERT_KIND_CODES);
		expect(codesOf({ kinds: ['store_silent'] })).toEqual(['store_silent']);
		expect(codesOf({ kinds: ['daily_digest'] })).toEqual(['daily_digest/7/Europe/Berlin']);
		expect(codesOf({ kinds: ['daily_digest', 'store_silent'], hour: 0, whenEnded: true })).toEqual([
			'store_silent',
			'daily_digest/0/Europe/Berlin',
			'ended',
		]);
	});

	it('refuses an hour that no day has', () => {
		for (const hour of [24, -1, 7.5, 'seven']) {
			expect(() => codesOf({ kinds: ['daily_digest'], hour })).toThrow('"Hour of the Digest"');
		}
	});

	it('refuses a time zone that nobody knows, in which the digest would never come', () => {
		for (const timeZone of ['DEFAULT', 'Europe/Berlyn']) {
			expect(() => codesOf({ kinds: ['daily_digest'] }, timeZone)).toThrow(
				`The time zone "${timeZone}" of the workflow is not known`,
			);
			expect(codesOf({ kinds: ['store_silent'] }, timeZone)).toEqual(['store_silent']);
		}
	});
});
