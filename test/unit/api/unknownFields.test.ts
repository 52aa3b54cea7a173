import { ENDPOINTS } from '../../../api/endpoints.ts';
import { parseAsked } from '../../../api/http/parseAsked.ts';

const GUID = '8f7b6c5d-4e3f-4a2b-9c1d-0e9f8a7b6c5d';

const workflow = (action: object) => ({
	guid: GUID,
	name: 'Tell the customer',
	entityType: 'Shipment',
	triggerId: 'shipment_delivered',
	integrations: [GUID],
	conditions: { status: 'delivered' },
	action,
});

const DESTINATION = {
	...{ name: 'ERP', url: 'https://erp.example/hook', codes: ['order_created'] },
	...{ integrations: [GUID], conditions: { status: 'processing' }, retryAfter: '10s' },
	...{ isActive: true, secret: 'a text of its own' },
};

/** Bodies with every field that there is. */
const BODIES: Readonly<Record<string, readonly object[]>> = {
	configureProvider: [
		{
			providerId: 'generic',
			providerType: 'ecommerce',
			credentials: { storeUrl: 'https://shop.example' },
			settings: { autoImportOrders: true, syncProducts: true, pushTracking: false, shops: [GUID] },
		},
	],
	configureWorkflow: [
		workflow({
			type: 'send_email',
			recipient: 'customer',
			template: 'delivery_confirmation',
			language: 'customer',
			subject: 'Here',
			html: '<p>Here</p>',
			text: 'Here',
		}),
		workflow({
			type: 'send_push',
			recipient: 'customer',
			title: 'Here',
			body: 'It is here',
			language: 'de',
			url: 'https://shop.example',
			icon: 'https://shop.example/icon.png',
		}),
		workflow({
			type: 'webhook',
			url: 'https://erp.example/hook',
			method: 'POST',
			headers: { 'X-Shop': '1' },
			allowPrivateAddresses: false,
		}),
		workflow({ type: 'update_status', status: 'completed', target: 'order', note: 'Arrived' }),
	],
	setBrand: [
		{
			brand: {
				...{ shopName: 'Shop', logoUrl: 'https://shop.example/logo.png', logoWidth: 160 },
				...{ accentColor: '#1d4ed8', linkColor: '#1d4ed8', backgroundColor: '#ffffff' },
				...{ font: 'georgia', imprint: ['Shop GmbH'], replyTo: 'help@shop.example' },
				...{ timeZone: 'Europe/Berlin', language: 'de' },
				trackingPage: 'https://n8n.example/webhook/commerce/api/track',
				links: [{ label: 'Instagram', url: 'https://instagram.example/shop' }],
			},
			...{ preview: true, template: 'welcome' },
		},
	],
	matchParcel: [{ integration: GUID, orderNumber: '#1001' }],
	findOrder: [{ number: '1001', email: 'ada@example.com' }],
	startCatchUp: [
		{
			...{ workflow: GUID, trigger: 'Trigger', createdSince: '2026-01-31T08:00:00Z' },
			...{ conditions: { status: 'processing' }, integrations: [GUID] },
			...{ includeAlreadyRun: true, perMinute: 10, start: true },
		},
	],
	dryRun: [
		{ workflow: GUID, last: 50, messages: 5, event: GUID },
		{
			entityType: 'Order',
			triggerId: 'order_created',
			conditions: { status: 'processing' },
			integrations: [GUID],
			action: { type: 'send_push', title: 'Here', recipient: 'customer' },
			last: 50,
		},
	],
	useRecipe: [{ settings: {}, name: 'Low', integrations: [GUID] }],
	previewRecipe: [{ settings: {}, last: 50, messages: 1 }],
	createDestination: [DESTINATION],
	setDestination: [DESTINATION],
	replayEvent: [{ workflows: [GUID], sendAgain: false, preview: true }],
	// A message of another protocol, which has its own words.
	mcp: [{}],
	createToken: [{ name: 'Back office', scopes: ['read'], expiresAt: '2027-01-31T08:00:00Z' }],
	forgetCustomer: [{ integration: GUID, customerId: '7', email: 'ada@example.com' }],
	saveSubscription: [
		{
			endpoint: 'https://fcm.googleapis.com/fcm/send/1',
			expirationTime: null,
			keys: { p256dh: 'p', auth: 'a' },
			integrationGuid: GUID,
			customerId: '7',
			customerSignature: 's',
		},
	],
};

/** What callers choose the names of, and what browsers add to. */
const OPEN_OBJECTS = new Set(['credentials', 'conditions', 'headers', 'keys']);

const withBody = ENDPOINTS.filter(({ body }) => body !== null);
const withQuery = ENDPOINTS.filter(({ access }) => access === 'token');

const refusal = (read: () => unknown): string => {
	try {
		read();
		return '';
	} catch (error) {
		return (error as Error).message;
	}
};

/** As somebody mistypes: one letter is missing. */
const misspelt = (name: string) => name.slice(0, -2) + name.slice(-1);

/** The same body once for each of its fields, with that field misspelt. */
function* misspellings(
	given: Record<string, unknown>,
	path: readonly string[] = [],
): Generator<{ name: string; typed: string; body: Record<string, unknown> }> {
	for (const [name, value] of Object.entries(given)) {
		const { [name]: _, ...rest } = given;
		const typed = misspelt(name);
		yield { name, typed: [...path, typed].join('.'), body: { ...rest, [typed]: value } };
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		if (!isObject || OPEN_OBJECTS.has(name)) continue;
		for (const inner of misspellings(value as Record<string, unknown>, [...path, name])) {
			yield { ...inner, body: { ...given, [name]: inner.body } };
		}
	}
}

describe('a misspelt field is refused, and told with the one that was probably meant', () => {
	it('every endpoint with a body has a whole one here', () => {
		expect(withBody.map(({ operationId }) => operationId).sort()).toEqual(
			Object.keys(BODIES).sort(),
		);
		for (const { operationId, body } of withBody) {
			for (const given of BODIES[operationId]!) {
				expect([operationId, refusal(() => parseAsked(body!, given))]).toEqual([operationId, '']);
			}
		}
	});

	it.each(withBody.map(({ operationId, body }) => [operationId, body!] as const))(
		'each field of the body of %s',
		(operationId, schema) => {
			for (const given of BODIES[operationId]!) {
				for (const { name, typed, body } of misspellings(given as Record<string, unknown>)) {
					// Without its type, an action is none of the four.
					if (typed === 'action.tye') continue;
					const message = refusal(() => parseAsked(schema, body));
					expect([typed, message]).toEqual([
						typed,
						expect.stringContaining(`${typed}: there is no`),
					]);
					expect([typed, message]).toEqual([
						typed,
						expect.stringContaining(`Did you mean "${name}"?`),
					]);
				}
			}
		},
	);

	it.each(withQuery.map(({ operationId, query }) => [operationId, query] as const))(
		'each query parameter of %s',
		(_operationId, schema) => {
			const { shape } = (schema as unknown as { _zod: { def: { shape: object } } })._zod.def;
			for (const name of Object.keys(shape)) {
				const typed = misspelt(name);
				const read = () => parseAsked(schema, { [typed]: '1' }, { part: 'query parameter' });
				expect(refusal(read)).toContain(
					`${typed}: there is no such query parameter. Did you mean "${name}"?`,
				);
			}
			const read = () => parseAsked(schema, { unheardOf: '1' }, { part: 'query parameter' });
			expect(refusal(read)).toContain('unheardOf: there is no such query parameter');
		},
	);

	it.each([
		['to', 'recipient'],
		['email', 'recipient'],
		['Recipient', 'recipient'],
		['recipients', 'recipient'],
		['emailTemplate', 'template'],
		['templte', 'template'],
		['content', 'html'],
	])('action.%s: %s was meant', (typed, meant) => {
		const { body } = ENDPOINTS.find(({ operationId }) => operationId === 'configureWorkflow')!;
		const action = {
			type: 'send_email',
			template: 'delivery_confirmation',
			[typed]: 'a@b.example',
		};
		expect(refusal(() => parseAsked(body!, workflow(action)))).toBe(
			`action.${typed}: there is no such field. Did you mean "${meant}"? Allowed are type, recipient, template, language, subject, html, text.`,
		);
	});

	it('condition instead of conditions, before what is missing', () => {
		const { body } = ENDPOINTS.find(({ operationId }) => operationId === 'configureWorkflow')!;
		const given = { condition: { status: 'delivered' }, entityTyp: 'Order' };
		expect(refusal(() => parseAsked(body!, given))).toMatch(
			/^condition: there is no such field\. Did you mean "conditions"\?/,
		);
	});

	it('guesses nothing where it may be anything, and repeats no more than the beginning of it', () => {
		const { body } = ENDPOINTS.find(({ operationId }) => operationId === 'replayEvent')!;
		const message = refusal(() => parseAsked(body!, { ['z'.repeat(5_000)]: 1 }));
		expect(message).not.toContain('Did you mean');
		expect(message.length).toBeLessThan(250);
	});

	it('scripts with a version and monitors with the time are still served', () => {
		for (const { query, access, methods } of ENDPOINTS) {
			if (access === 'token' || methods[0] !== 'GET') continue;
			expect(refusal(() => parseAsked(query, { v: '2' }))).toBe('');
		}
	});
});

/** What programs send by mistake. */
const ODD: readonly unknown[] = [
	...[null, true, 7, -1, 1.5, 1e300, '', ' ', 'NaN', 'null', '=1', '\ud800', '<b>', '\u0000'],
	...[[], [null], [[]], {}, { a: { b: { c: 1 } } }, 'x'.repeat(70_000), Array(600).fill('x')],
	JSON.parse('['.repeat(500) + ']'.repeat(500)),
	JSON.parse('{"constructor":"x","__proto__":"y"}'),
];

/** The same body once for each of its fields and each odd value, with that value in it. */
function* oddities(
	given: Record<string, unknown>,
	path: readonly string[] = [],
): Generator<{ at: string; value: unknown; body: Record<string, unknown> }> {
	for (const [name, held] of Object.entries(given)) {
		for (const value of ODD) {
			yield { at: [...path, name].join('.'), value, body: { ...given, [name]: value } };
		}
		if (typeof held !== 'object' || held === null || Array.isArray(held)) continue;
		for (const inner of oddities(held as Record<string, unknown>, [...path, name])) {
			yield { ...inner, body: { ...given, [name]: inner.body } };
		}
	}
}

/** What zod says for itself is made for programmers. */
const ZODS_WORDS =
	/Invalid (input|option|string|key)|expected \w+|received|Too (small|big)|Unrecognized/;

describe('odd input is taken, or refused in a sentence that names the field', () => {
	const check = (at: string, value: unknown, read: () => unknown) => {
		let error: unknown;
		try {
			read();
			return;
		} catch (thrown) {
			error = thrown;
		}
		const shown = JSON.stringify(value)?.slice(0, 50);
		const { code, message } = error as { code?: string; message: string };
		expect([at, shown, code, message]).toEqual([
			...[at, shown],
			expect.stringMatching(/^(CONFIGURATION_ERROR|NOT_FOUND)$/),
			expect.not.stringMatching(ZODS_WORDS),
		]);
		expect([at, shown, message.length < 2_000]).toEqual([at, shown, true]);
		if (code === 'NOT_FOUND') return;
		const named = message.slice(0, message.indexOf(': '));
		expect([at, shown, message, at.startsWith(named) || named.startsWith(at)]).toEqual([
			...[at, shown, message],
			true,
		]);
		expect([at, shown, message]).toEqual([at, shown, expect.stringMatching(/[.?]$/)]);
	};

	it.each(withBody.map(({ operationId, body }) => [operationId, body!] as const))(
		'each field of the body of %s',
		(operationId, schema) => {
			for (const given of BODIES[operationId]!) {
				for (const { at, value, body } of oddities(given as Record<string, unknown>)) {
					check(at, value, () => parseAsked(schema, body));
				}
			}
		},
	);

	it.each(ENDPOINTS.map(({ operationId, query, params }) => [operationId, query, params] as const))(
		'each query parameter and each part of the path of %s',
		(_operationId, query, params) => {
			for (const schema of [query, params]) {
				const { shape = {} } = (schema as unknown as { _zod: { def: { shape?: object } } })._zod
					.def;
				for (const name of Object.keys(shape)) {
					for (const value of ODD) {
						// An address holds texts, and a parameter that is given twice is a list.
						if (typeof value !== 'string' && !Array.isArray(value)) continue;
						check(name, value, () => parseAsked(schema, { [name]: value }));
					}
				}
			}
		},
	);
});
