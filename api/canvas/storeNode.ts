import { randomUUID } from 'node:crypto';
import type { N8nNode } from '../../n8n/publicApi/n8nApi.ts';
import type { CredentialReference } from '../http/apiContext.ts';

/** What the nodes of a connected store have in common. */
export type IntegrationDrawing = {
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

/** A node with the keys of the store. */
export function storeNode(
	{ credentialType, credential, spaceCredential }: IntegrationDrawing,
	name: string,
	type: 'commerceStoreTrigger' | 'commerceStore',
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
