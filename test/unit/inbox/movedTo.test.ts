import { movedTo } from '../../../engine/inbox/movedTo.ts';

const endpoints = { webhook: 'webhook', waiting: 'webhook-waiting' };
const moved = (webhookUrl: string, waitingUrl: string) =>
	movedTo(webhookUrl, { waitingUrl, endpoints });

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
		expect(moved(before, waiting)).toBe('https://n8n.example/webhook/x/store');
	});

	it('is below the path that n8n has', () => {
		expect(
			moved(
				'https://old.example/webhook/workflow/my%20store/store',
				'https://new.example/automation/webhook-waiting/7',
			),
		).toBe('https://new.example/automation/webhook/workflow/my%20store/store');
	});

	it('is not known where n8n was started without the public address that it had', () => {
		const waiting = 'http://localhost:5678/webhook-waiting/7';
		expect(moved('https://n8n.example/webhook/x/store', waiting)).toBeNull();
		expect(moved('http://127.0.0.1:5678/webhook/x/store', waiting)).toBe(
			'http://localhost:5678/webhook/x/store',
		);
	});

	it.each([
		['', 'https://n8n.example/webhook-waiting/7'],
		['https://n8n.example/hooks/x/store', 'https://n8n.example/webhook-waiting/7'],
		['https://n8n.example/webhook/x/store', 'https://n8n.example/waiting/7'],
	])('is not known from %p and %p', (before, waiting) => {
		expect(moved(before, waiting)).toBeNull();
	});
});
