import fc from 'fast-check';
import { isExpression } from 'n8n-workflow';
import { TEMPLATE_NAMES } from '../../../engine/templates/templateNames.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { CATALOG } from '../../../engine/events/catalog.ts';
import { fillExpressions } from '../../../nodes/shared/fillExpressions.ts';
import { API_SECRET, apiInMemory, STORE_URL, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

/** All that n8n may run in what the API draws. */
const OUR_EXPRESSION = /^=\{\{ \$json(\.[a-zA-Z]+)+ \}\}$/;

/** Texts of somebody who wants n8n to run something; `evil` is in all of them. */
const hostile = fc
	.tuple(
		fc.constantFrom('', ' ', '\n', '\t', '\u0000', '\ufeff', '\u00a0', '\u2028', '\u202e', 'x, '),
		fc.constantFrom('', '=', '==', '= ', '=\n', "{{ '=' }}"),
		fc.constantFrom(
			'{{ $env.evil }}',
			'{{ $json.evil }}',
			"{{ $('evil').item }}",
			'{{ evil }}',
			'{{{{ $execution.id }} evil }}',
			'evil',
		),
	)
	.map((parts) => parts.join(''));
const text = fc.oneof(hostile, fc.constantFrom('Hello', 'Good day', '{{ order.number }}'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });

const action = fc.oneof(
	fc.record({
		type: fc.constant('send_email'),
		recipient: fc.oneof(
			fc.constant('customer'),
			text,
			fc.array(text.map((each) => `${each} <evil@example.com>`)),
		),
		template: maybe(fc.oneof(fc.constantFrom(...TEMPLATE_NAMES), hostile)),
		subject: maybe(text),
		html: maybe(text),
		text: maybe(text),
	}),
	fc.record({
		type: fc.constant('send_push'),
		title: text,
		body: maybe(text),
		url: maybe(text),
		icon: maybe(text),
	}),
	fc.record({
		type: fc.constant('webhook'),
		url: fc.oneof(hostile, fc.constantFrom('https://a.example.com/{{ order.id }}')),
		headers: maybe(
			fc.dictionary(fc.oneof(hostile, fc.constantFrom('X-A', 'Authorization')), text, {
				maxKeys: 3,
			}),
		),
		secret: maybe(fc.oneof(hostile, fc.constant(API_SECRET))),
	}),
	fc.record({
		type: fc.constant('update_status'),
		status: fc.oneof(hostile, fc.constantFrom('completed', 'delivered')),
		note: maybe(text),
	}),
);
const workflow = fc.constantFrom(...ENTITY_TYPES).chain((entityType) =>
	fc.record({
		name: text,
		entityType: fc.constant(entityType),
		triggerId: fc.constantFrom(
			...CATALOG.filter((trigger) => trigger.entityType === entityType).map(({ code }) => code),
		),
		action,
		conditions: maybe(
			fc.oneof(
				fc.record({ status: text }),
				fc.record({ status: fc.record({ in: fc.array(text) }) }),
				fc.record({ status: fc.record({ in: fc.tuple(fc.constant('delivered'), text) }) }),
				fc.record({ 'attributes.x': fc.record({ in: fc.array(text) }) }),
				fc.record({ 'customer.email': fc.record({ contains: text }) }),
				fc.dictionary(text, text, { maxKeys: 2 }),
			),
		),
		integrations: fc.constantFrom([], undefined, undefined, ['={{ evil }}']),
	}),
);

eachDialect('text from outside is data', (database) => {
	let api: ApiInMemory;
	beforeEach(async () => {
		api = apiInMemory(await database().open());
	});

	/** What n8n, or a node of ours, would run. */
	const run = (): string[] => {
		const found: string[] = [];
		const look = (value: unknown, typeVersion: number): void => {
			if (typeof value === 'string') {
				if (isExpression(value.trim()) && !OUR_EXPRESSION.test(value)) found.push(value);
				if (!isExpression(value)) fillExpressions(value, (it) => found.push(it), [], typeVersion);
			} else if (typeof value === 'object' && value !== null) {
				for (const entry of Object.entries(value).flat()) look(entry, typeVersion);
			}
		};
		for (const { name, nodes } of api.n8n.workflows.values()) {
			look(name, 2);
			for (const node of nodes) look(node, isOfVersions(node.type) ? node.typeVersion : 2);
		}
		for (const credential of api.n8n.credentials.values()) look(credential, 2);
		return found.filter((each) => !OUR_EXPRESSION.test(each) || each.includes('evil'));
	};
	const isOfVersions = (type: string) => /\.commerce(SendEmail|SendPush|CallWebhook)$/.test(type);

	it('whatever a request holds, no parameter, name, note or credential is run by n8n but our own constants', async () => {
		let drawn = 0;
		await fc.assert(
			fc.asyncProperty(workflow, async (body) => {
				const { status, error } = await api.ask('POST', '/api/workflows/configure', body);
				expect([status, error]).toEqual([status === 200 ? 200 : 400, error]);
				if (status === 200) drawn += 1;
				expect(run()).toEqual([]);
				api.n8n.workflows.clear();
				api.n8n.credentials.clear();
			}),
			{ numRuns: 300 },
		);
		expect(drawn).toBeGreaterThan(10);
	}, 60_000);

	it('whatever a store calls itself, nothing of it is run by n8n, and its name is one short line', async () => {
		const names = fc.oneof(hostile, fc.string({ maxLength: 300, unit: 'binary' }), fc.anything());
		await fc.assert(
			fc.asyncProperty(names, fc.boolean(), async (name, pushTracking) => {
				api.store.name = name;
				const connected = await api.ask('POST', '/api/integrations/provider/configure', {
					providerId: 'generic',
					credentials: { storeUrl: STORE_URL, apiKey: 'key', apiSecret: API_SECRET },
					settings: { pushTracking },
				});
				expect([connected.status, connected.error]).toEqual([200, undefined]);
				expect(run()).toEqual([]);
				for (const { name: shown } of [
					...api.n8n.workflows.values(),
					...api.n8n.credentials.values(),
				]) {
					expect(shown).toMatch(/^[^\p{Cc}\u2028\u202e]{1,128}$/u);
				}
				const { guid } = connected.data;
				await api.ask('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
				expect(api.n8n.workflows.size + api.n8n.credentials.size).toBe(0);
			}),
			{ numRuns: 30 },
		);
	}, 60_000);

	it.each([
		['credentials', { storeUrl: STORE_URL, apiKey: ' ={{ $env.evil }}', apiSecret: API_SECRET }],
		['credentials', { storeUrl: STORE_URL, apiKey: 'key', apiSecret: '\n={{ $env.evil }}' }],
	])('a key that n8n would run is refused: %s', async (field, credentials) => {
		api.store.apiKey = ' ={{ $env.evil }}';
		const { status, error } = await api.ask('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials,
		});
		expect([status, error]).toEqual([400, expect.stringContaining(field)]);
		expect(run()).toEqual([]);
	});

	it.each([
		['secret', { secret: ' ={{ $env.evil }}' }],
		['headers', { headers: { Authorization: ' ={{ $env.evil }}' } }],
		['headers', { headers: { '={{ evil }}': 'x' } }],
	])('a webhook with an expression in its %s is refused', async (field, given) => {
		const { status, error } = await api.ask('POST', '/api/workflows/configure', {
			name: 'Call',
			entityType: 'Order',
			triggerId: 'order_paid',
			action: { type: 'webhook', url: 'https://hooks.example.com', ...given },
		});
		expect([status, error]).toEqual([400, expect.stringContaining(`action.${field}`)]);
		expect(run()).toEqual([]);
	});

	it('an expression in a template of the API is refused in words that say what is taken instead', async () => {
		const { status, error } = await api.ask('POST', '/api/workflows/configure', {
			name: 'Mail',
			entityType: 'Order',
			triggerId: 'order_paid',
			action: { type: 'send_email', subject: '{{ $execution.id }}', html: 'x' },
		});
		expect([status, error]).toEqual([
			400,
			'action.subject: "{{ $… }}" is an expression of n8n, which the API does not take. Write Liquid, such as {{ order.number }}.',
		]);
	});
});
