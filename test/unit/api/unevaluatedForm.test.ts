import { ACTION_NODES } from '../../../api/workflows/actionNode.ts';
import { unevaluatedForm } from '../../../api/workflows/unevaluatedForm.ts';
import { readWebhookForm } from '../../../nodes/CommerceCallWebhook/readWebhookForm.ts';
import { readEmailForm } from '../../../nodes/CommerceSendEmail/readEmailForm.ts';
import { readPushForm } from '../../../nodes/CommerceSendPush/readPushForm.ts';

const READERS = { send_email: readEmailForm, send_push: readPushForm, webhook: readWebhookForm };

describe('what a dry run tells of a form that n8n would fill in', () => {
	/** What a node's form gives, and what stays unknown. */
	const read = (action: keyof typeof READERS, parameters: Record<string, unknown>) => {
		const node = { name: 'Node', type: ACTION_NODES[action], typeVersion: 2, parameters };
		const form = unevaluatedForm(node, 'UTC');
		return { held: READERS[action](form.context, 0), unknown: form.unknown() };
	};

	it('is nothing of a webhook that may be a secret: neither what stands around an expression nor the expression', () => {
		const { held, unknown } = read('webhook', {
			url: '=https://hooks.example.com/SECRET?o={{ $json.order.number }}',
			headers: {
				header: [
					{ name: 'X-Source', value: '=Bearer SECRET {{ $json.x }}' },
					{ name: 'X-Plain', value: 'plain' },
					{ name: 'X-Other', value: '={{ "SECRET" + $json.y }}' },
				],
			},
			body: 'json',
			json: '={"a": "{{ $json.z + "SECRET" }}"}',
		});
		expect(unknown).toEqual([
			{ field: 'URL', expression: null },
			{ field: 'JSON', expression: null },
			{ field: 'Header 1: Value', expression: null },
			{ field: 'Header 3: Value', expression: null },
		]);
		expect(JSON.stringify([unknown, held.expressions])).not.toContain('SECRET');
	});

	it('is no address of a mail, and of its texts the expressions alone', () => {
		const { unknown } = read('send_email', {
			recipient: 'addresses',
			addresses: '=owner@example.com, {{ $json.customer.email }}',
			template: 'custom',
			subject: '=For owner@example.com: {{ $json.a }} and {{ $json.b }}',
			html: '=<p>{{ order.number }}</p>',
			options: { bcc: '=boss@example.com, {{ $json.boss }}' },
		});
		expect(unknown).toEqual([
			{ field: 'BCC', expression: null },
			{ field: 'Subject', expression: '{{ $json.a }} {{ $json.b }}' },
			{ field: 'Addresses', expression: null },
		]);
	});

	it('is each field that was read, also of those that share a name, and no field that the form does not use', () => {
		const action = [
			{ title: 'Track', url: 'https://example.com' },
			{ title: '=See {{ $json.c }}', url: '=https://example.com/{{ $json.d }}' },
		];
		const { unknown } = read('send_push', {
			audience: 'customer',
			subscriptions: '={{ $json.c }}',
			title: '=Order {{ $json.c }}',
			actions: { action },
		});
		expect(unknown).toEqual([
			{ field: 'Title', expression: '{{ $json.c }}' },
			{ field: 'Button 2: Title', expression: '{{ $json.c }}' },
			{ field: 'Button 2: URL', expression: null },
		]);
	});

	it('costs one walk over a long text, however many expressions are in it', () => {
		const html = Array.from({ length: 40_000 }, (_, index) => `<p>{{ $json.line${index} }}</p>`);
		const began = performance.now();
		const { unknown } = read('send_email', { template: 'custom', html: `=${html.join('')}` });
		expect(performance.now() - began).toBeLessThan(3_000);
		expect(unknown).toMatchObject([{ field: 'HTML' }]);
		expect(unknown[0]!.expression!.length).toBeLessThanOrEqual(200);
	});
});
