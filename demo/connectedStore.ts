import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow, WorkflowNode } from './n8n/workflow.ts';

const FILE = join(import.meta.dirname ?? __dirname, '../templates/connected-store.json');

/** What a person enters into the template. */
export type StoreToConnect = {
	readonly provider: 'generic' | 'shopify' | 'woocommerce';
	readonly storeName: string;
	readonly webhookId: string;
	readonly credentialType: string;
	readonly credential: { readonly id: string; readonly name: string };
	/** As the form of the Store Trigger has it. */
	readonly brand?: Readonly<Record<string, unknown>>;
};

/** The template of an integration workflow, filled in as a person does it in the editor. */
export function connectedStore(given: StoreToConnect, file = FILE): Workflow {
	const template = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
	const fill = (node: WorkflowNode): WorkflowNode => {
		if (!node.type.startsWith('n8n-nodes-commerce.')) return node;
		const isTrigger = node.type.endsWith('Trigger');
		return {
			...node,
			parameters: {
				...node.parameters,
				provider: given.provider,
				...(isTrigger && { storeName: given.storeName }),
				...(isTrigger && given.brand && { brand: given.brand }),
			},
			credentials: { [given.credentialType]: given.credential },
			...(isTrigger && { name: given.storeName, webhookId: given.webhookId }),
		};
	};
	return { ...template, name: given.storeName, nodes: template.nodes.map(fill) };
}
