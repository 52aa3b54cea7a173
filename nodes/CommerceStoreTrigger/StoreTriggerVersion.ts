import type {
	IExecuteFunctions,
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { commerceSpaceKey, storeKeyTests } from '../shared/credentialTests.ts';
import { storeMethods } from '../shared/integrationMethods.ts';
import { STORE_TYPES } from '../shared/storeTypes.ts';

/** A version that takes what a store reports. */
export class StoreTriggerVersion implements INodeType {
	readonly description: INodeTypeDescription;

	readonly methods = {
		...storeMethods,
		credentialTest: { commerceSpaceKey, ...storeKeyTests(STORE_TYPES) },
	};

	readonly webhookMethods = {
		default: {
			// Registering is idempotent and puts right what is there, so it is always done.
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const { connectStore } = await import('./connectStore.ts');
				return await connectStore(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				const { disconnectStore } = await import('./disconnectStore.ts');
				return await disconnectStore(this);
			},
		},
	};

	constructor(description: INodeTypeDescription) {
		this.description = description;
	}

	async webhook(this: IWebhookFunctions) {
		const { receivePost } = await import('./receivePost.ts');
		return await receivePost(this);
	}
}

/**
 * A version that also brings in by itself what webhooks missed. In a class of its own: n8n starts whatever has a
 * `trigger`, counts it, and in queue mode runs it on the leader, and versions of before are not to change.
 */
export class ImportingStoreTriggerVersion extends StoreTriggerVersion {
	async trigger(this: ITriggerFunctions) {
		const { startImports } = await import('./startImports.ts');
		return await startImports(this);
	}

	/**
	 * A run begins with what the store has posted. Without this, a test in the editor would call `trigger` when the
	 * test event has come, and wait for what that emits.
	 */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}
