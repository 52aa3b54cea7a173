import type { INodeParameters, INode, INodeTypes } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { CommerceApi } from '../../../../nodes/CommerceApi/CommerceApi.node.ts';
import { CONSOLE_FILES } from '../../../../api/fixedPaths.ts';
import { ENDPOINTS } from '../../../../api/endpoints.ts';
import { splitAddress } from '../../../../api/http/splitAddress.ts';

const RESOLVERS = Symbol.for('n8n.webhookDescriptionResolvers');

const node = new CommerceApi();
const webhooksOf = (version: number) => node.getNodeType(version).description.webhooks!;

type Resolvers = Record<
	string,
	{ template: string; resolve: (parameters: INodeParameters) => unknown } | undefined
>;

describe('a request to the API costs no sandbox of n8n', () => {
	it('every endpoint without parameters is registered as it is, with its methods', () => {
		const fixed = webhooksOf(2).filter(({ isFullPath }) => isFullPath === false);
		const each = (methods: string, path: string) =>
			methods.split(',').map((method) => `${method} ${path}`);
		const expected = ENDPOINTS.filter(({ path }) => !path.includes('{')).flatMap(
			({ path, methods }) =>
				each(String(methods) === 'GET' ? 'GET,HEAD' : String(methods), path.slice(1)),
		);
		expected.push(...CONSOLE_FILES.flatMap((path) => each('GET,HEAD', path)));
		const registered = fixed.flatMap(({ httpMethod, path }) => each(String(httpMethod), path));
		expect(registered.toSorted()).toEqual(expected.toSorted());
	});

	it('nothing in version 2 is an expression that n8n cannot resolve by itself', () => {
		for (const webhook of webhooksOf(2)) {
			const resolvers = (webhook as unknown as Record<symbol, Resolvers>)[RESOLVERS] ?? {};
			for (const [field, value] of Object.entries(webhook)) {
				if (typeof value !== 'string' || !value.startsWith('=')) continue;
				expect([field, resolvers[field]?.template]).toEqual([field, value]);
			}
		}
	});

	it.each([
		[{}],
		[{ apiOptions: {} }],
		[{ apiOptions: { nameAmongSeveral: '' } }],
		[{ apiOptions: { nameAmongSeveral: 'second' } }],
		[{ apiOptions: { nameAmongSeveral: ' a/b:c{{d}} 1 ' } }],
	])('an n8n that evaluates the expression finds the same path: %j', (parameters) => {
		const given: INode = {
			id: '1',
			name: 'Commerce API',
			type: 'commerceApi',
			typeVersion: 2,
			position: [0, 0],
			parameters,
		};
		const nodeTypes = { getByNameAndVersion: () => node.getNodeType(2) } as unknown as INodeTypes;
		const workflow = new Workflow({ nodes: [given], connections: {}, active: true, nodeTypes });
		for (const webhook of webhooksOf(2).filter(({ isFullPath }) => isFullPath)) {
			const { path } = (webhook as unknown as Record<symbol, Resolvers>)[RESOLVERS]!;
			const evaluated = workflow.expression.getSimpleParameterValue(
				workflow.nodes['Commerce API']!,
				path!.template,
				'internal',
				{},
			);
			expect(path!.resolve(workflow.nodes['Commerce API']!.parameters)).toBe(evaluated);
			expect(evaluated).toMatch(/^api(\/:[A-Za-z0-9]+_\d)+$/);
		}
	});

	it('nodes with other names take no path of one another, nor those of version 1', () => {
		const pathsFor = (nameAmongSeveral: string) =>
			webhooksOf(2)
				.filter(({ isFullPath }) => isFullPath)
				.map((webhook) =>
					(webhook as unknown as Record<symbol, Resolvers>)[RESOLVERS]!.path!.resolve({
						apiOptions: { nameAmongSeveral },
					}),
				);
		expect(new Set([...pathsFor(''), ...pathsFor('second')]).size).toBe(14);
		for (const { path } of webhooksOf(1)) expect(path).toContain('$workflow.id');
	});

	it('the base and the path of the API are read from the address', () => {
		const read = (address: string, id?: string) => Object.values(splitAddress(address, id));
		expect(read('/webhook/commerce/api/events?limit=5', 'commerce')).toEqual([
			'/webhook/commerce',
			'/api/events',
		]);
		expect(read('/api/n8n/webhook/api/api/events/%C3%A4', 'api')).toEqual([
			'/api/n8n/webhook/api',
			'/api/events/ä',
		]);
		expect(read('/webhook/commerce/api/a%2Fb', 'commerce')[1]).toBe('/api/a/b');
		expect(read('/webhook/commerce/api/api/', 'commerce')[1]).toBe('/api/api/');
		expect(read('/webhook/1/commerce%20api/api/health', undefined)[1]).toBe('/api/health');
	});
});
