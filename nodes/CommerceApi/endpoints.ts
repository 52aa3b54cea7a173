import { configureProvider } from './endpoints/integrations/configureProvider.ts';
import { disableIntegration } from './endpoints/integrations/disableIntegration.ts';
import { enableIntegration } from './endpoints/integrations/enableIntegration.ts';
import { listIntegrations } from './endpoints/integrations/listIntegrations.ts';
import { listProviders } from './endpoints/integrations/listProviders.ts';
import { removeIntegration } from './endpoints/integrations/removeIntegration.ts';
import { listTriggers } from './endpoints/workflows/listTriggers.ts';
import type { Endpoint } from './http/endpoint.ts';

/** Every endpoint of the API, in the order of its documentation. */
export const ENDPOINTS: readonly Endpoint[] = [
	configureProvider,
	disableIntegration,
	enableIntegration,
	removeIntegration,
	listIntegrations,
	listProviders,
	listTriggers,
];
