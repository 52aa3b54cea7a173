import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { EntityType } from '../../engine/events/entityType.ts';

/** Lists for forms of nodes that have no store's keys. */
export const integrationMethods = {
	loadOptions: {
		async getIntegrations(this: ILoadOptionsFunctions) {
			const { getIntegrations } = await import('./getIntegrations.ts');
			return await getIntegrations(this);
		},
		async getOrderStatuses(this: ILoadOptionsFunctions) {
			const { getKeptOrderStatuses } = await import('./getOrderStatuses.ts');
			return await getKeptOrderStatuses(this);
		},
	},
};

/** Lists for the form of an entity trigger. */
export const entityTriggerMethods = (entityType: EntityType) => ({
	...integrationMethods,
	listSearch: {
		async searchTestEvents(this: ILoadOptionsFunctions, search?: string, cursor?: string) {
			const { searchTestEvents } = await import('./searchTestEvents.ts');
			return await searchTestEvents(this, entityType, search, cursor);
		},
	},
});

/** Lists for forms of nodes that have a store's keys. */
export const storeMethods = {
	loadOptions: {
		async getShops(this: ILoadOptionsFunctions) {
			const { getIntegrations } = await import('./getIntegrations.ts');
			return await getIntegrations(this, 'ecommerce');
		},
		async getOrderStatuses(this: ILoadOptionsFunctions) {
			const { getShopOrderStatuses } = await import('./getOrderStatuses.ts');
			return await getShopOrderStatuses(this);
		},
		async getWorkflows(this: ILoadOptionsFunctions) {
			const { getWorkflows } = await import('./getWorkflows.ts');
			return await getWorkflows(this);
		},
	},
};
