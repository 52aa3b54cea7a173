import { movedTo } from '../../../../nodes/CommerceStore/operations/importChanges/presentWebhookUrl.ts';

const ENDPOINTS = { webhook: 'webhook', waiting: 'webhook-waiting' };

describe('where a store has to post to since this start of n8n', () => {
	it.each([
		['the same', 'https://n8n.example/webhook/x/store', 'https://n8n.example/webhook-waiting/7'],
		[
			'another host',
			'https://old.example/webhook/x/store',
			'https://n8n.example/webhook-waiting/7',
		],
		[
			'a path less',
			'https://old.example/n8n/webhook/x/store',
			'https://n8n.example/webhook-waiting/7?signature=s',
		],
	])('%s', (_, before, waiting) => {
		expect(movedTo(before, waiting, ENDPOINTS)).toBe('https://n8n.example/webhook/x/store');
	});

	it('is below the path that n8n has', () => {
		expect(
			movedTo(
				'https://old.example/webhook/workflow/my%20store/store',
				'https://new.example/automation/webhook-waiting/7',
				ENDPOINTS,
			),
		).toBe('https://new.example/automation/webhook/workflow/my%20store/store');
	});

	it('is not known where n8n was started without the public address that it had', () => {
		const waiting = 'http://localhost:5678/webhook-waiting/7';
		expect(movedTo('https://n8n.example/webhook/x/store', waiting, ENDPOINTS)).toBeNull();
		expect(movedTo('http://127.0.0.1:5678/webhook/x/store', waiting, ENDPOINTS)).toBe(
			'http://localhost:5678/webhook/x/store',
		);
	});

	it.each([
		['', 'https://n8n.example/webhook-waiting/7'],
		['https://n8n.example/hooks/x/store', 'https://n8n.example/webhook-waiting/7'],
		['https://n8n.example/webhook/x/store', 'https://n8n.example/waiting/7'],
	])('is not known from %p and %p', (before, waiting) => {
		expect(movedTo(before, waiting, ENDPOINTS)).toBeNull();
	});
});
