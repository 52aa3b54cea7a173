import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { answers } from '../../../../n8n/publicApi/answers.ts';
import { fitCredential } from '../../../../n8n/publicApi/fitCredential.ts';

/** What n8n 2.11.2 and 2.22.6 answered to `GET /credentials/schema/…`; a notice is no type that Ajv knows. */
const SCHEMAS = JSON.parse(
	readFileSync(
		join(__dirname, '../../../fixtures/n8n/credentialSchemas.2.11.2.json'),
		'utf8',
	).replaceAll('"notice"', '"string"'),
) as Record<string, object>;

describe('a credential for an n8n before 2.33', () => {
	it.each([
		[
			'commerceGenericStoreApi',
			{ storeUrl: 'https://a.example', apiKey: 'k', apiSecret: 'whsec_x' },
		],
		[
			'commerceWooCommerceApi',
			{ storeUrl: 'https://a.example', consumerKey: 'ck_1', consumerSecret: 'cs_1' },
		],
		[
			'commerceShopifyApi',
			{
				...{ storeUrl: 'https://a.myshopify.com', authentication: 'clientCredentials' },
				...{ clientId: 'id', clientSecret: 'secret' },
			},
		],
		[
			'commerceShopifyApi',
			{
				...{ storeUrl: 'https://a.myshopify.com', authentication: 'adminToken' },
				...{ adminToken: 'shpat_1', apiSecret: 'secret', clientId: '' },
			},
		],
	])('is taken by its own schema, with the keys as they were: %s', (type, data) => {
		const takes = new Ajv({ strict: false }).compile(SCHEMAS[type]!);
		// It is refused as it is: else there would be nothing to fit.
		expect(takes(data)).toBe(false);
		const fitting = fitCredential(data, answers.credentialSchema.parse(SCHEMAS[type]));
		expect([takes(fitting), takes.errors]).toEqual([true, null]);
		const filled = Object.entries(data).filter(([, value]) => value !== '');
		expect(fitting).toMatchObject(Object.fromEntries(filled));
	});
});
