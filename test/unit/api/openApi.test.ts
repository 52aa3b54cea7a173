import { createConfig, lintFromString } from '@redocly/openapi-core';
import { ENDPOINTS } from '../../../api/endpoints.ts';
import { EXAMPLES } from '../../../api/openapi/examples.ts';
import { openApi } from '../../../api/openapi/openApi.ts';
import { SECRETS, WITHOUT_EXAMPLE } from '../../support/apiExamples.ts';

type Fields = Record<string, unknown>;
type Operation = {
	readonly operationId: string;
	readonly security?: readonly unknown[];
	readonly parameters: ReadonlyArray<{ readonly name?: string; readonly schema?: Fields }>;
	readonly requestBody?: { readonly content: Record<string, { readonly schema: Fields }> };
};

const document = JSON.parse(JSON.stringify(openApi(ENDPOINTS, '/webhook/commerce'))) as {
	paths: Record<string, Record<string, Operation>>;
	security: unknown;
	webhooks: Record<string, { post: Operation }>;
	components: { schemas: Record<string, Fields> };
};
const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
const { schemas } = document.components;

/** What redocly finds in a document, by its strictest rules. */
async function findings(described: object): Promise<string[]> {
	const config = await createConfig({
		extends: ['recommended-strict'],
		// The paths of the specification: /workflows/triggers/{entityType} and /workflows/{entityType}/configured.
		rules: { 'no-ambiguous-paths': 'off' },
	});
	const found = await lintFromString({
		...{ source: JSON.stringify(described), absoluteRef: '/openapi.json' },
		config,
	});
	return found.map(
		({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`,
	);
}

/** Every schema of the document, wherever it stands. */
function* schemasIn(node: unknown): Generator<Fields> {
	if (typeof node !== 'object' || node === null) return;
	if (!Array.isArray(node)) yield node as Fields;
	for (const value of Object.values(node)) yield* schemasIn(value);
}

describe('openapi.json', () => {
	it('is linted by redocly without an error or a warning', async () => {
		expect(await findings(document)).toEqual([]);
	});

	it('is refused by redocly where it is not OpenAPI 3.1', async () => {
		const broken = { ...document, paths: { '/api/health': { get: { responses: [] } } } };
		expect(await findings(broken)).not.toEqual([]);
	});

	it('has every endpoint once: no operation twice by another method', () => {
		expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(
			ENDPOINTS.map(({ operationId }) => operationId).toSorted(),
		);
	});

	it('has the ten endpoints of the specification, those that change something as POST', () => {
		for (const [method, path] of [
			['post', '/api/integrations/provider/configure'],
			['post', '/api/integrations/provider/disable/{id}'],
			['delete', '/api/integrations/providers/ecommerce/remove/{id}'],
			['post', '/api/integrations/save-vapid-subscription'],
			['get', '/api/workflows/triggers/{entityType}'],
			['get', '/api/workflows/{entityType}/configured'],
			['post', '/api/workflows/configure'],
			['post', '/api/workflows/configured/{guid}/toggle'],
			['delete', '/api/workflows/configured/{guid}'],
			['post', '/api/workflows/resume-workflow'],
		] as const) {
			expect(Object.keys(document.paths[path]!)).toContain(method);
		}
	});

	it('names what an integrator works with', () => {
		expect(Object.keys(schemas)).toEqual(
			expect.arrayContaining([
				...['Order', 'Shipment', 'Customer', 'Product', 'Address', 'LineItem', 'Event'],
				...['EventSummary', 'Workflow', 'WorkflowRequest', 'Integration', 'Alert', 'Import'],
				...['Provider', 'Trigger', 'Delivery', 'DeadLetter', 'CatchUp', 'Brand', 'Conditions'],
				...['TimelineEntry', 'Error', 'ErrorCode', 'Action'],
			]),
		);
	});

	it('has every action as a union that is told apart by its type', () => {
		expect(schemas.Action).toMatchObject({
			discriminator: {
				propertyName: 'type',
				mapping: {
					send_email: '#/components/schemas/SendEmailAction',
					send_push: '#/components/schemas/SendPushAction',
					webhook: '#/components/schemas/WebhookAction',
					update_status: '#/components/schemas/UpdateStatusAction',
				},
			},
		});
		const { requestBody } = document.paths['/api/workflows/configure']!.post!;
		expect(requestBody!.content['application/json']!.schema).toEqual({
			$ref: '#/components/schemas/WorkflowRequest',
		});
	});

	it('asks for the token everywhere but where an endpoint is public, and says with which right', () => {
		expect(document.security).toEqual([{ token: [] }]);
		const open = operations.filter(({ security }) => security?.length === 0);
		const isPublic = ENDPOINTS.filter(({ access }) => access === 'public');
		expect(open.map(({ operationId }) => operationId).toSorted()).toEqual(
			isPublic.map(({ operationId }) => operationId).toSorted(),
		);
		const { security } = document.paths['/api/events']!.get!;
		expect(security).toEqual([{ token: ['read'] }]);
	});

	it('has booleans as booleans', () => {
		const asText = operations.flatMap(({ operationId, parameters }) =>
			parameters
				.filter(({ schema }) => JSON.stringify(schema?.enum ?? '').includes('"true"'))
				.map(({ name }) => `${operationId} ${name}`),
		);
		expect(asText).toEqual([]);
		const { parameters } = document.paths['/api/workflows/{entityType}/configured']!.get!;
		expect(parameters.find(({ name }) => name === 'managed')!.schema).toEqual({
			type: 'boolean',
			default: false,
		});
	});

	it('lets answers get further fields, and refuses further ones of a request', () => {
		expect(schemas.Workflow).not.toHaveProperty('additionalProperties');
		expect(schemas.Order).not.toHaveProperty('additionalProperties');
		expect(schemas.WorkflowRequest).toHaveProperty('additionalProperties', false);
	});

	it('tells what is sent to webhooks, for each type of entity', () => {
		const sent = Object.values(document.webhooks).map(
			({ post }) => post.requestBody!.content['application/json']!.schema.$ref,
		);
		expect(sent).toEqual(
			['Order', 'Shipment', 'Customer', 'Product'].map(
				(type) => `#/components/schemas/${type}Message`,
			),
		);
	});

	it('says what every answer carries in its headers', () => {
		for (const { responses } of operations as unknown as Array<{ responses: Fields }>) {
			expect(responses['200']).toHaveProperty(['headers', 'X-Request-Id']);
		}
		const { responses } = document.paths['/api/events']!.get as unknown as {
			responses: Record<string, Fields>;
		};
		expect(responses['200']).toHaveProperty('headers.ETag');
		expect(responses).toHaveProperty('304');
	});

	it('has no reference that leads nowhere', () => {
		for (const { $ref } of schemasIn(document)) {
			if (typeof $ref !== 'string') continue;
			const at = $ref.slice(2).split('/');
			expect([$ref, at.reduce((node: unknown, key) => (node as Fields)?.[key], document)]).toEqual([
				$ref,
				expect.anything(),
			]);
		}
	});

	it('prints an example of every operation but those that are named', () => {
		const ids = operations.map(({ operationId }) => operationId);
		expect([...Object.keys(EXAMPLES), ...Object.keys(WITHOUT_EXAMPLE)].toSorted()).toEqual(
			ids.toSorted(),
		);
		expect(JSON.stringify(document)).toContain('"example":{"data":[{"guid":"');
	});

	it('prints nothing in them that opens anything, or that is of one computer', () => {
		const printed: unknown[] = [];
		JSON.stringify(EXAMPLES, (key, value: unknown) => {
			if (SECRETS.test(key) && typeof value === 'string') printed.push(value);
			return value;
		});
		expect(new Set(printed)).toEqual(new Set(['…']));
		const text = JSON.stringify(EXAMPLES);
		expect(text).not.toMatch(
			/token-of-the|demo-key|key-of-the-shop|whsec_|#pass=[^…]|\/track\/[^…]/,
		);
		expect(text).not.toMatch(
			/\/(?:tmp|var|home|root|Users)\/|\.cache|127\.0\.0\.1|localhost:(?!5678)/,
		);
		// What is long is random, but for the ids of paused executions, which hold JSON: ["…
		expect(text).not.toMatch(/commerce_[\da-f]{16}_|(?<![\w+/=-])(?!WyI)[\w+/=-]{44,}/);
	});
});
