import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { providerOf } from '../../engine/providers/providers.ts';
import { commerce } from './commerce.ts';
import { spaceOf } from './spaceOf.ts';

/** The connected stores, for a list to choose from. */
export async function getIntegrations(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { engine } = await commerce(context.logger);
	const integrations = await engine.ask('stores', await spaceOf(context));
	return integrations.map(({ guid, name, provider, storeUrl, status }) => ({
		value: guid,
		name: status === 'active' ? name : `${name} (not published)`,
		description: `${providerOf(provider)?.name ?? provider}, ${storeUrl}`,
	}));
}
