import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSettingsOf, withImport } from '../../../api/canvas/importPart.ts';
import { integrationWorkflow } from '../../../api/canvas/integrationWorkflow.ts';
import type { N8nNode, N8nWorkflowDraft } from '../../../n8n/publicApi/n8nApi.ts';

const OFF = { autoImportOrders: false, syncProducts: false };
const ALL = { autoImportOrders: true, syncProducts: true };
const SOME = { autoImportOrders: false, syncProducts: true };

const drawn = (settings: typeof ALL, spaceCredential: { id: string; name: string } | null = null) =>
	integrationWorkflow({
		...{ ...settings, storeName: 'Shop', provider: 'generic', webhookId: 'x', spaceCredential },
		...{ credentialType: 'commerceGenericStoreApi', credential: { id: '1', name: 'Shop' } },
	});
const before = () =>
	JSON.parse(
		readFileSync(join(__dirname, '../../fixtures/drawings/connected-store-of-before.json'), 'utf8'),
	) as N8nWorkflowDraft;
const triggerIn = ({ nodes }: N8nWorkflowDraft) =>
	nodes.find(({ type }) => type.endsWith('.commerceStoreTrigger'))!;

describe('the imports of a store in the workflow that the REST API draws', () => {
	it('are of the one node that connects it, and nothing else is drawn but a note', () => {
		const { nodes, connections } = drawn(ALL);
		expect(nodes.map(({ type, typeVersion }) => [type.split('.')[1], typeVersion])).toEqual([
			['commerceStoreTrigger', 4],
			['stickyNote', 1],
		]);
		expect(connections).toEqual({});
		expect(nodes[0]!.parameters).toEqual({ provider: 'generic', storeName: 'Shop' });
	});

	it.each([OFF, ALL, SOME, { autoImportOrders: true, syncProducts: false }])(
		'are what was asked for, also after they were changed from anything else: %j',
		(wanted) => {
			expect(importSettingsOf(drawn(wanted).nodes)).toEqual(wanted);
			for (const first of [OFF, ALL, SOME]) {
				const changed = withImport(drawn(first), wanted);
				expect(importSettingsOf(changed.nodes)).toEqual(wanted);
				expect(changed.nodes).toHaveLength(2);
			}
		},
	);

	it('keep the other options of the form', () => {
		const workflow = drawn(ALL);
		const [trigger, ...others] = workflow.nodes;
		const importOptions = { everyMinutes: 30 };
		const held = { ...trigger!, parameters: { ...trigger!.parameters, importOptions } };
		const off = withImport({ ...workflow, nodes: [held, ...others] }, OFF);
		expect(triggerIn(off).parameters).toMatchObject({ importsMissed: false, importOptions });
		const on = triggerIn(withImport(off, SOME)).parameters;
		expect(on.importOptions).toEqual({ everyMinutes: 30, entityTypes: ['Product'] });
		expect(on).not.toHaveProperty('importsMissed');
	});
});

describe('the imports of a store in a drawing of before, with a schedule', () => {
	it('stay in their own node, and the node that connects the store stays as it is', () => {
		const workflow = before();
		expect(importSettingsOf(workflow.nodes)).toEqual(ALL);
		const changed = withImport(workflow, SOME);
		expect(importSettingsOf(changed.nodes)).toEqual(SOME);
		expect(triggerIn(changed)).toEqual(triggerIn(workflow));
		expect(changed.connections).toEqual(workflow.connections);
		expect(importSettingsOf(withImport(withImport(workflow, OFF), ALL).nodes)).toEqual(ALL);
	});

	it('are switched off in both places where a person has made the store trigger a new one and left the schedule', () => {
		const workflow = before();
		const nodes = workflow.nodes.map((node) =>
			node === triggerIn(workflow) ? { ...node, typeVersion: 4 } : node,
		);
		const off = withImport({ ...workflow, nodes }, OFF);
		expect(importSettingsOf(off.nodes)).toEqual(OFF);
	});

	it('are of the node itself where none was drawn, which stays in its space', () => {
		const trigger: N8nNode = {
			...triggerIn(before()),
			typeVersion: 2,
			credentials: { commerceSpaceApi: { id: '7', name: 'Space' } },
		};
		const workflow = { name: 'Shop', nodes: [trigger], connections: {}, settings: {} };
		expect(importSettingsOf(workflow.nodes)).toEqual(OFF);
		const changed = withImport(workflow, SOME);
		expect(changed.nodes).toEqual([
			{
				...trigger,
				typeVersion: 4,
				parameters: {
					...trigger.parameters,
					importOptions: { entityTypes: ['Product'] },
					useSpace: true,
				},
			},
		]);
		expect(withImport(workflow, OFF)).toBe(workflow);
	});
});
