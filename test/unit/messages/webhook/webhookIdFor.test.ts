import { webhookIdFor } from '../../../../engine/messages/webhook/signatureHeaders.ts';

describe('the id of a webhook', () => {
	it('is the same for the same action, and another for another', () => {
		const key = 'a'.repeat(64);
		expect(webhookIdFor(key)).toBe(webhookIdFor(key));
		expect(webhookIdFor('b'.repeat(64))).not.toBe(webhookIdFor(key));
	});

	it('is made up for an action that is not remembered', () => {
		expect(webhookIdFor(null)).not.toBe(webhookIdFor(null));
		expect(webhookIdFor(null)).toMatch(/^msg_[0-9a-f]{32}$/);
	});
});
