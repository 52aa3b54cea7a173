import { ENTITY_TYPES, type EntityType } from '../../engine/events/entityType.ts';
import type { N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';

/** What an integration brings in by itself, every ten minutes and when n8n starts. */
export type ImportSettings = {
	readonly autoImportOrders: boolean;
	readonly syncProducts: boolean;
};

/** From this version on, the node that connects a store imports by itself; before, another node did. */
export const IMPORTING_VERSION = 4;

/** The types of entity that each setting stands for. The first one says whether it is on. */
const TYPES = {
	autoImportOrders: ['Order', 'Shipment', 'Customer'],
	syncProducts: ['Product'],
} as const satisfies Record<keyof ImportSettings, readonly EntityType[]>;
const SETTINGS = Object.keys(TYPES) as Array<keyof ImportSettings>;

/** What the import of a workflow brings in; both false where there is none. */
export function importSettingsOf(nodes: readonly N8nNode[]): ImportSettings {
	const types = nodes.flatMap(importedBy);
	return { autoImportOrders: types.includes('Order'), syncProducts: types.includes('Product') };
}

/** What the form of a new node that connects a store says of imports. */
export function importParameters(settings: ImportSettings): N8nNode['parameters'] {
	return parametersFor(
		{},
		SETTINGS.flatMap((setting) => (settings[setting] ? TYPES[setting] : [])),
	);
}

/**
 * The workflow with another import; whatever else a person has drawn stays as it is. An import of before that was
 * switched off, by a setting or by a person, is switched on again; where none was drawn, the node that connects
 * the store becomes one that imports.
 */
export function withImport<T extends N8nWorkflowDraft>(workflow: T, wanted: ImportSettings): T {
	const { nodes } = workflow;
	const found = importSettingsOf(nodes);
	const changed = SETTINGS.filter((setting) => found[setting] !== wanted[setting]);
	if (changed.length === 0) return workflow;
	const typesThatAre = (isOn: boolean): readonly EntityType[] =>
		changed.flatMap((setting) => (wanted[setting] === isOn ? TYPES[setting] : []));
	const [off, on] = [typesThatAre(false), typesThatAre(true)];
	const first = nodes.find((node) => isImport(node) || isImporting(node)) ?? nodes.find(isTrigger);
	return {
		...workflow,
		nodes: nodes.map((node) => {
			if (node !== first && !isImport(node) && !isImporting(node)) return node;
			const kept = importedBy(node).filter((type) => !off.includes(type));
			return importing(
				node,
				ENTITY_TYPES.filter((type) => kept.includes(type) || (node === first && on.includes(type))),
			);
		}),
	};
}

/** A node that brings in these types, and no others. */
function importing(node: N8nNode, entityTypes: readonly EntityType[]): N8nNode {
	if (isImport(node)) {
		if (entityTypes.length === 0) return { ...node, disabled: true };
		return { ...node, disabled: false, parameters: { ...node.parameters, entityTypes } };
	}
	// Version 2 had no switch for the credential of a space: it was used where it was chosen.
	const isSpaced = node.typeVersion < 3 && node.credentials?.commerceSpaceApi !== undefined;
	return {
		...node,
		typeVersion: Math.max(node.typeVersion, IMPORTING_VERSION),
		parameters: {
			...parametersFor(node.parameters, entityTypes),
			...(isSpaced && { useSpace: true }),
		},
	};
}

function parametersFor(
	{ importsMissed, importOptions, ...others }: N8nNode['parameters'],
	entityTypes: readonly EntityType[],
): N8nNode['parameters'] {
	if (entityTypes.length === 0) {
		return {
			...others,
			importsMissed: false,
			...(importOptions !== undefined && { importOptions }),
		};
	}
	const isAll = entityTypes.length === ENTITY_TYPES.length;
	const { entityTypes: before, ...options } = (importOptions ?? {}) as Record<string, unknown>;
	const changed = { ...options, ...(!isAll && { entityTypes }) };
	return { ...others, ...(Object.keys(changed).length > 0 && { importOptions: changed }) };
}

const isTrigger = ({ type }: N8nNode): boolean => type.endsWith('.commerceStoreTrigger');

const isImporting = (node: N8nNode): boolean =>
	isTrigger(node) && node.typeVersion >= IMPORTING_VERSION;

/** A node of before, which a schedule starts. */
const isImport = ({ type, parameters }: N8nNode): boolean =>
	type.endsWith('.commerceStore') && (parameters.operation ?? 'importChanges') === 'importChanges';

/** What a node brings in; nothing where it is switched off. */
function importedBy(node: N8nNode): readonly EntityType[] {
	const { parameters, disabled } = node;
	if (disabled === true) return [];
	const { importsMissed, importOptions } = parameters;
	if (isImporting(node)) {
		return importsMissed === false ? [] : typesIn((importOptions ?? {}) as N8nNode['parameters']);
	}
	return isImport(node) ? typesIn(parameters) : [];
}

const typesIn = ({ entityTypes }: N8nNode['parameters']): readonly EntityType[] =>
	Array.isArray(entityTypes) ? (entityTypes as EntityType[]) : ENTITY_TYPES;
