import { createECDH } from 'node:crypto';
import { apiNames } from '../../../build/apiNames.ts';
import { apiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

const pair = createECDH('prime256v1');
pair.generateKeys();
const BROWSER = {
	endpoint: 'https://fcm.googleapis.com/fcm/send/1',
	keys: { p256dh: pair.getPublicKey('base64url'), auth: 'AAAAAAAAAAAAAAAAAAAAAA' },
	customerId: null,
};
const MAIL = {
	...{ entityType: 'Order', triggerId: 'order_created' },
	action: { type: 'send_email', template: 'order_confirmation' },
};
const DESTINATION = { name: 'ERP', url: 'https://erp.example.com/', codes: ['order_created'] };

/** Every query parameter and field of a body that takes the guid of a store, or several. */
const FIELDS = apiNames().flatMap((line) => {
	const found = /^(\w+ \S+) (query|body) (\S*integration(?:s|Guid)?)(?: \(required\))?$/.exec(line);
	const [, operation = '', part = '', field = ''] = found ?? [];
	return found === null ? [] : [{ operation, part, field }];
});

eachDialect('a store that does not exist is refused', (database) => {
	it('wherever one is taken, and the message names the field and the guid', async () => {
		const api = apiInMemory(await database().open());
		const workflow = (await api.ask('POST', '/api/workflows/configure', { ...MAIL, name: 'Mail' }))
			.data.guid;
		const destination = (await api.ask('POST', '/api/destinations', DESTINATION)).data.guid;
		const recipes: Array<{ id: string; settings: Array<{ default: unknown }> }> = (
			await api.ask('GET', '/api/recipes')
		).data;
		const recipe = recipes.find(({ settings }) => settings.every((each) => each.default !== null))!;
		/** What else each has to be given. */
		const bodies: Readonly<Record<string, object>> = {
			'POST /api/destinations': DESTINATION,
			'PUT /api/destinations/{id}': DESTINATION,
			'POST /api/integrations/save-vapid-subscription': BROWSER,
			'POST /api/parcels/{id}/match': { orderNumber: '7' },
			'POST /api/privacy/forget-customer': { customerId: '7' },
			'POST /api/recipes/{id}/preview': {},
			'POST /api/recipes/{id}/use': {},
			'POST /api/workflows/catch-ups': { workflow },
			'POST /api/workflows/configure': { ...MAIL, name: 'For nobody' },
			'POST /api/workflows/dry-run': MAIL,
		};
		expect(FIELDS.length).toBeGreaterThanOrEqual(17);
		const answers: unknown[] = [];
		const expected: unknown[] = [];
		for (const { operation, part, field } of FIELDS) {
			const [method = '', template = ''] = operation.split(' ');
			const path = template
				.replace('{entityType}', 'Order')
				.replace('{id}', template.includes('recipes') ? recipe.id : destination);
			const given = field.endsWith('s') ? [NOBODY] : NOBODY;
			const { status, error } =
				part === 'query'
					? await api.ask(method, `${path}?${field}=${NOBODY}`)
					: await api.ask(method, path, { ...bodies[operation], [field]: given });
			answers.push([operation, field, status, error]);
			const isForgetting = operation.endsWith('forget-customer');
			expected.push(
				isForgetting
					? [operation, field, 404, 'Integration not found']
					: [
							...[operation, field, 400],
							expect.stringContaining(`${field}: there is no store ${NOBODY}.`),
						],
			);
		}
		expect(answers).toEqual(expected);
	});

	it('in every path that names one', async () => {
		const api = apiInMemory(await database().open());
		const operations = apiNames().filter((line) =>
			/^\w+ \/api\/integrations\/\S*\{id\}\S*$/.test(line),
		);
		expect(operations.length).toBeGreaterThanOrEqual(10);
		for (const operation of operations) {
			const [method = '', path = ''] = operation.split(' ');
			const body = path.endsWith('/brand') && method !== 'GET' ? { brand: {} } : undefined;
			const { status, error } = await api.ask(method, path.replace('{id}', NOBODY), body);
			expect([operation, status, error]).toEqual([operation, 404, 'Integration not found']);
		}
	});
});
