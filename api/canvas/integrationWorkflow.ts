import { randomUUID } from 'node:crypto';
import type { N8nConnections, N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { drawnNode, expression } from './drawn.ts';
import { freeName, importPart, type ImportSettings } from './importPart.ts';
import { LONGEST_SHOWN_NAME, shownText } from './outsideText.ts';
import { withReading, type NamedReading } from './readingPart.ts';
import { storeNode, type IntegrationDrawing } from './storeNode.ts';

const CALLED = 'When Executed by Another Workflow';
const UPDATE = 'Update status';
const NOTE = 'Note';

/** The workflow of a connected store, as templates/connected-store.json shows it. */
export function integrationWorkflow(
	drawing: IntegrationDrawing & ImportSettings & NamedReading,
): N8nWorkflowDraft {
	const { provider, webhookId } = drawing;
	const storeName = shownText(drawing.storeName, LONGEST_SHOWN_NAME);
	const triggerName = freeName(storeName, [CALLED, UPDATE, NOTE]);
	const { nodes: importing, connections } = importPart(drawing, 224, [triggerName]);
	const lastRow = importing.length > 0 ? 640 : 224;
	const nodes: N8nNode[] = [
		withReading(
			{
				...storeNode(drawing, triggerName, 'commerceStoreTrigger', 2, [0, 0]),
				webhookId,
				parameters: { provider, storeName },
			},
			drawing,
		),
		...importing,
		{
			id: randomUUID(),
			name: CALLED,
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			position: [0, lastRow],
			parameters: { inputSource: 'passthrough' },
		},
		{
			...storeNode(drawing, UPDATE, 'commerceStore', 1, [224, lastRow]),
			parameters: {
				provider,
				operation: 'updateStatus',
				target: expression('$json.entityType'),
				targetId: expression('$json.id'),
				status: expression('$json.status'),
				note: expression('$json.note'),
			},
		},
		note(importing.length > 0),
	];
	return {
		name: storeName,
		nodes: nodes.map((node) => drawnNode(node)),
		connections: { ...connections, [CALLED]: to(UPDATE) },
		settings: {},
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
		name: NOTE,
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
