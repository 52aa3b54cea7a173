import type { Conditions } from '../../engine/conditions/conditions.ts';
import type { N8nNode } from '../../n8n/publicApi/n8nApi.ts';
import { parametersFromConditions } from '../../nodes/shared/parametersFromConditions.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { codesParameterOf, triggerVersionOf, type StartType } from '../workflows/startTriggers.ts';
import { drawnNode } from './drawn.ts';

export const NOTE = 'Note';

/** The type of the node that starts a workflow on events of a type of entity, or on alerts. */
export const startNodeType = (type: StartType): string =>
	`n8n-nodes-commerce.commerce${type}Trigger`;

/** The node that starts a workflow. */
export function startNode(drawing: {
	readonly id: string;
	readonly name: string;
	readonly entityType: StartType;
	/** None: all, of alerts. */
	readonly codes: readonly string[];
	/** Guids; none is all stores. */
	readonly integrations: readonly string[];
	readonly conditions: Conditions | null;
	/** Further parameters of its form. */
	readonly further: Readonly<Record<string, unknown>>;
	readonly spaceCredential: CredentialReference | null;
}): N8nNode {
	const { id, name, entityType, codes, integrations, conditions, spaceCredential } = drawing;
	return drawnNode({
		...{ id, name, type: startNodeType(entityType) },
		typeVersion: triggerVersionOf(entityType, codes),
		position: [0, 0],
		parameters: {
			...(codes.length > 0 && { [codesParameterOf(entityType)]: codes }),
			...(integrations.length > 0 && { integrations }),
			...conditionParametersOf(entityType, conditions, true),
			...drawing.further,
			...(spaceCredential && { useSpace: true }),
		},
		...(spaceCredential && { credentials: { commerceSpaceApi: spaceCredential } }),
	});
}

/**
 * Conditions as the form of such a node has them; alerts have none.
 *
 * @param understands whether the form understands what people write
 */
export const conditionParametersOf = (
	type: StartType,
	conditions: Conditions | null | undefined,
	understands: boolean,
) =>
	conditions && type !== 'Alert' ? parametersFromConditions(conditions, type, understands) : {};

/** A note above the nodes. */
export const noteNode = (id: string, content: string): N8nNode =>
	drawnNode({
		...{ id, name: NOTE, type: 'n8n-nodes-base.stickyNote', typeVersion: 1 },
		position: [-64, -240],
		parameters: { content, width: 512, height: 192 },
	});
