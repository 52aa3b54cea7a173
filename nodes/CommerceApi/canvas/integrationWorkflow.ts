import { randomUUID } from 'node:crypto';
import type { EntityType } from '../../../core/events/entityType.ts';
import type { N8nConnections, N8nNode, N8nWorkflowDraft } from '../../../core/n8nApi/n8nApi.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { drawnNode, expression } from './drawn.ts';
import { LONGEST_SHOWN_NAME, shownText } from './outsideText.ts';

/** What an integration brings in by itself, every ten minutes and when n8n starts. */
export type ImportSettings = {
	readonly autoImportOrders: boolean;
	readonly syncProducts: boolean;
};

export type IntegrationDrawing = ImportSettings & {
	readonly storeName: string;
	/** Slug of the provider. */
	readonly provider: string;
	readonly credentialType: string;
	readonly credential: CredentialReference;
	/** By which the store's webhook address and the workflow are recognised. */
	readonly webhookId: string;
	readonly spaceCredential: CredentialReference | null;
};

const PACKAGE = 'n8n-nodes-commerce';
const SCHEDULE = 'Every 10 minutes';
const START = 'When n8n starts';
const IMPORT = 'Import changes';
const CALLED = 'When Executed by Another Workflow';
const UPDATE = 'Update status';

const IMPORT_CONNECTIONS: N8nConnections = { [SCHEDULE]: to(IMPORT), [START]: to(IMPORT) };

/** The workflow of a connected store, as templates/connected-store.json shows it. */
export function integrationWorkflow(drawing: IntegrationDrawing): N8nWorkflowDraft {
	const { provider, webhookId } = drawing;
	const storeName = shownText(drawing.storeName, LONGEST_SHOWN_NAME);
	const isImporting = entityTypesOf(drawing).length > 0;
	const lastRow = isImporting ? 640 : 224;
	const nodes: N8nNode[] = [
		{
			...store(drawing, storeName, 'commerceStoreTrigger', 2, [0, 0]),
			webhookId,
			parameters: { provider, storeName },
		},
		...(isImporting ? importNodes(drawing) : []),
		{
			id: randomUUID(),
			name: CALLED,
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			position: [0, lastRow],
			parameters: { inputSource: 'passthrough' },
		},
		{
			...store(drawing, UPDATE, 'commerceStore', 1, [224, lastRow]),
			parameters: {
				provider,
				operation: 'updateStatus',
				target: expression('$json.entityType'),
				targetId: expression('$json.id'),
				status: expression('$json.status'),
				note: expression('$json.note'),
			},
		},
		note(isImporting),
	];
	return {
		name: storeName,
		nodes: nodes.map((node) => drawnNode(node)),
		connections: {
			...(isImporting ? IMPORT_CONNECTIONS : {}),
			[CALLED]: to(UPDATE),
		},
		settings: {},
	};
}

/** What the import of a workflow brings in; both false where there is none. */
export function importSettingsOf(nodes: readonly N8nNode[]): ImportSettings {
	const types = nodes.filter(isImport).flatMap(({ parameters }) => {
		const chosen = parameters.entityTypes;
		return Array.isArray(chosen) ? (chosen as EntityType[]) : ALL_TYPES;
	});
	return { autoImportOrders: types.includes('Order'), syncProducts: types.includes('Product') };
}

/** The workflow with another import; whatever else a person has drawn stays as it is. */
export function withImport(
	workflow: N8nWorkflowDraft,
	drawing: IntegrationDrawing,
): N8nWorkflowDraft {
	const found = importSettingsOf(workflow.nodes);
	const isSame =
		found.autoImportOrders === drawing.autoImportOrders &&
		found.syncProducts === drawing.syncProducts;
	if (isSame) return workflow;
	const entityTypes = entityTypesOf(drawing);
	if (workflow.nodes.some(isImport)) {
		const nodes = workflow.nodes.map((node) =>
			isImport(node)
				? {
						...node,
						disabled: entityTypes.length === 0,
						parameters: { ...node.parameters, entityTypes },
					}
				: node,
		);
		return { ...workflow, nodes };
	}
	const lowest = Math.max(...workflow.nodes.map(({ position }) => position[1]));
	return {
		...workflow,
		nodes: [...workflow.nodes, ...importNodes(drawing, lowest + 224)],
		connections: { ...workflow.connections, ...IMPORT_CONNECTIONS },
	};
}

const ALL_TYPES: readonly EntityType[] = ['Order', 'Shipment', 'Customer', 'Product'];

function entityTypesOf({ autoImportOrders, syncProducts }: ImportSettings): EntityType[] {
	return [
		...(autoImportOrders ? (['Order', 'Shipment', 'Customer'] as const) : []),
		...(syncProducts ? (['Product'] as const) : []),
	];
}

const isImport = ({ type, parameters, disabled }: N8nNode) =>
	type.endsWith('.commerceStore') &&
	disabled !== true &&
	(parameters.operation ?? 'importChanges') === 'importChanges';

function importNodes(drawing: IntegrationDrawing, y = 224): N8nNode[] {
	return [
		{
			id: randomUUID(),
			name: SCHEDULE,
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			position: [0, y],
			parameters: { rule: { interval: [{ field: 'minutes', minutesInterval: 10 }] } },
		},
		{
			id: randomUUID(),
			name: START,
			type: 'n8n-nodes-base.n8nTrigger',
			typeVersion: 1,
			position: [0, y + 192],
			parameters: { events: ['init'] },
		},
		{
			...store(drawing, IMPORT, 'commerceStore', 1, [224, y + 96]),
			parameters: {
				provider: drawing.provider,
				operation: 'importChanges',
				entityTypes: entityTypesOf(drawing),
			},
		},
	];
}

function store(
	{ credentialType, credential, spaceCredential }: IntegrationDrawing,
	name: string,
	type: string,
	typeVersion: number,
	position: readonly [number, number],
): N8nNode {
	return {
		id: randomUUID(),
		name,
		type: `${PACKAGE}.${type}`,
		typeVersion,
		position,
		parameters: {},
		credentials: {
			[credentialType]: credential,
			...(spaceCredential && { commerceSpaceApi: spaceCredential }),
		},
	};
}

function note(isImporting: boolean): N8nNode {
	const lines = [
		'The first node takes what the store reports.',
		...(isImporting
			? ['Every ten minutes, and when n8n starts, what its webhooks missed is brought in.']
			: []),
		'The last part lets your other workflows update orders of this store.',
	];
	return {
		id: randomUUID(),
		name: 'Note',
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [-64, -256],
		parameters: {
			content: `## A connected store\nMade through the REST API.\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
			width: 512,
			height: 208,
		},
	};
}

function to(node: string): N8nConnections[string] {
	return { main: [[{ node, type: 'main', index: 0 }]] };
}
