import { randomUUID } from 'node:crypto';
import { ENTITY_TYPES, type EntityType } from '../../engine/events/entityType.ts';
import type { N8nConnections, N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { drawnNode } from './drawn.ts';
import { storeNode, type IntegrationDrawing } from './storeNode.ts';

/** What an integration brings in by itself, every ten minutes and when n8n starts. */
export type ImportSettings = {
	readonly autoImportOrders: boolean;
	readonly syncProducts: boolean;
};

const SCHEDULE = 'Every 10 minutes';
const START = 'When n8n starts';
const IMPORT = 'Import changes';

/** The types of entity that each setting stands for. The first one says whether it is on. */
const TYPES = {
	autoImportOrders: ['Order', 'Shipment', 'Customer'],
	syncProducts: ['Product'],
} as const satisfies Record<keyof ImportSettings, readonly EntityType[]>;
const SETTINGS = Object.keys(TYPES) as Array<keyof ImportSettings>;

/** What the import of a workflow brings in; both false where there is none. */
export function importSettingsOf(nodes: readonly N8nNode[]): ImportSettings {
	const types = nodes.filter(isImport).flatMap(importedBy);
	return { autoImportOrders: types.includes('Order'), syncProducts: types.includes('Product') };
}

/** The nodes of an import with their connections; none where nothing is to be imported. */
export function importPart(
	drawing: IntegrationDrawing & ImportSettings,
	y: number,
	taken: readonly string[] = [],
): Pick<N8nWorkflowDraft, 'nodes' | 'connections'> {
	const entityTypes = SETTINGS.flatMap((setting) => (drawing[setting] ? TYPES[setting] : []));
	if (entityTypes.length === 0) return { nodes: [], connections: {} };
	const [schedule, start, brought] = [SCHEDULE, START, IMPORT].map((name) =>
		freeName(name, taken),
	) as [string, string, string];
	const nodes: N8nNode[] = [
		{
			id: randomUUID(),
			name: schedule,
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			position: [0, y],
			parameters: { rule: { interval: [{ field: 'minutes', minutesInterval: 10 }] } },
		},
		{
			id: randomUUID(),
			name: start,
			type: 'n8n-nodes-base.n8nTrigger',
			typeVersion: 1,
			position: [0, y + 192],
			parameters: { events: ['init'] },
		},
		{
			...storeNode(drawing, brought, 'commerceStore', 1, [224, y + 96]),
			parameters: { provider: drawing.provider, operation: 'importChanges', entityTypes },
		},
	];
	const toImport: N8nConnections[string] = {
		main: [[{ node: brought, type: 'main', index: 0 }]],
	};
	return {
		nodes: nodes.map((node) => drawnNode(node)),
		connections: { [schedule]: toImport, [start]: toImport },
	};
}

/**
 * The workflow with another import; whatever else a person has drawn stays as it is. An import that was
 * switched off before, by a setting or by a person, is switched on again: a second one beside it would
 * have its names.
 */
export function withImport<T extends N8nWorkflowDraft>(
	workflow: T,
	drawing: IntegrationDrawing & ImportSettings,
): T {
	const found = importSettingsOf(workflow.nodes);
	const changed = SETTINGS.filter((setting) => found[setting] !== drawing[setting]);
	if (changed.length === 0) return workflow;
	const first = workflow.nodes.find(isImport);
	if (first === undefined) {
		const lowest = Math.max(...workflow.nodes.map(({ position }) => position[1]));
		const taken = workflow.nodes.map(({ name }) => name);
		const { nodes, connections } = importPart(drawing, lowest + 224, taken);
		return {
			...workflow,
			nodes: [...workflow.nodes, ...nodes],
			connections: { ...workflow.connections, ...connections },
		};
	}
	const off: readonly EntityType[] = changed.flatMap((setting) =>
		drawing[setting] ? [] : TYPES[setting],
	);
	const on: readonly EntityType[] = changed.flatMap((setting) =>
		drawing[setting] ? TYPES[setting] : [],
	);
	const nodes = workflow.nodes.map((node) => {
		if (!isImport(node)) return node;
		const kept = importedBy(node).filter((type) => !off.includes(type));
		const entityTypes = ENTITY_TYPES.filter(
			(type) => kept.includes(type) || (node === first && on.includes(type)),
		);
		if (entityTypes.length === 0) return { ...node, disabled: true };
		return { ...node, disabled: false, parameters: { ...node.parameters, entityTypes } };
	});
	return { ...workflow, nodes };
}

const isImport = ({ type, parameters }: N8nNode): boolean =>
	type.endsWith('.commerceStore') && (parameters.operation ?? 'importChanges') === 'importChanges';

/** What an import node brings in; nothing where it is switched off. */
function importedBy({ parameters: { entityTypes }, disabled }: N8nNode): readonly EntityType[] {
	if (disabled === true) return [];
	return Array.isArray(entityTypes) ? (entityTypes as EntityType[]) : ENTITY_TYPES;
}

/** A name that no other node of the workflow has: n8n refuses two nodes of one name. */
export function freeName(name: string, taken: readonly string[]): string {
	for (let number = 1; ; number += 1) {
		const candidate = number === 1 ? name : `${name} ${number}`;
		if (!taken.includes(candidate)) return candidate;
	}
}
