import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { Provider } from '../../engine/providers/provider.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { commerce } from './commerce.ts';
import { spaceOf } from './spaceOf.ts';

/** The connected stores, for a list to choose from. @param type those of one type alone */
export async function getIntegrations(
	context: ILoadOptionsFunctions,
	type?: Provider['providerType'],
): Promise<INodePropertyOptions[]> {
	const { engine } = await commerce(context.logger);
	const integrations = await engine.ask('stores', await spaceOf(context));
	const wanted = integrations.filter(
		({ provider }) => type === undefined || providerOf(provider)?.providerType === type,
	);
	return wanted.map(({ guid, name, provider, storeUrl, status }) => ({
		value: guid,
		name: status === 'active' ? name : `${name} (not published)`,
		description: `${providerOf(provider)?.name ?? provider}, ${storeUrl}`,
	}));
}
