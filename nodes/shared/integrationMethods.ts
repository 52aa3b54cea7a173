import type { ILoadOptionsFunctions } from 'n8n-workflow';

/** The list of connected stores, for forms that let one choose. */
export const integrationMethods = {
	loadOptions: {
		async getIntegrations(this: ILoadOptionsFunctions) {
			const { getIntegrations } = await import('./getIntegrations.ts');
			return await getIntegrations(this);
		},
	},
};
