import { randomUUID } from 'node:crypto';
import type { N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { drawnNode } from './drawn.ts';
import { importParameters, IMPORTING_VERSION, type ImportSettings } from './importPart.ts';
import { LONGEST_SHOWN_NAME, shownText } from './outsideText.ts';
import { withShops } from './shopsPart.ts';
import { withReading, type NamedReading } from './readingPart.ts';

/** What the workflow of a store is drawn from. */
export type IntegrationDrawing = ImportSettings &
	NamedReading & {
		readonly storeName: string;
		/** Slug of the provider. */
		readonly provider: string;
		readonly credentialType: string;
		readonly credential: CredentialReference;
		/** By which the store's webhook address and the workflow are recognised. */
		readonly webhookId: string;
		readonly spaceCredential: CredentialReference | null;
		/** Of a carrier: for whose orders it works, by guid; left out: for all. */
		readonly shops?: readonly string[] | undefined;
	};

const NOTE = 'Note';

/** The workflow of a connected store, as templates/connected-store.json shows it: one node, and a note. */
export function integrationWorkflow(drawing: IntegrationDrawing): N8nWorkflowDraft {
	const { provider, webhookId, credentialType, credential, spaceCredential } = drawing;
	const storeName = shownText(drawing.storeName, LONGEST_SHOWN_NAME);
	const trigger: N8nNode = {
		id: randomUUID(),
		// n8n refuses two nodes of one name.
		name: storeName === NOTE ? `${NOTE} 2` : storeName,
		type: 'n8n-nodes-commerce.commerceStoreTrigger',
		typeVersion: IMPORTING_VERSION,
		position: [0, 0],
		webhookId,
		parameters: {
			provider,
			storeName,
			...importParameters(drawing),
			...(spaceCredential && { useSpace: true }),
		},
		credentials: {
			[credentialType]: credential,
			...(spaceCredential && { commerceSpaceApi: spaceCredential }),
		},
	};
	return {
		name: storeName,
		nodes: [withShops(withReading(trigger, drawing), drawing.shops), note(drawing)].map((node) =>
			drawnNode(node),
		),
		connections: {},
		settings: {},
	};
}

function note({ autoImportOrders, syncProducts }: ImportSettings): N8nNode {
	const lines = [
		'The node takes what the store reports.',
		...(autoImportOrders || syncProducts
			? [
					'When n8n starts, and every ten minutes, it brings in what webhooks missed, and puts webhooks back.',
				]
			: []),
	];
	return {
		id: randomUUID(),
		name: NOTE,
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [-64, -224],
		parameters: {
			content: `## A connected store\nMade through the REST API.\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
			width: 512,
			height: 176,
		},
	};
}
