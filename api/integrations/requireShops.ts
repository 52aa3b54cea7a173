import { integrationOf } from '../../engine/inbox/integration.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { requireIntegrations } from './requireIntegrations.ts';
import type { NamedSettings } from './storeSettings.ts';

/**
 * Refuses shops for what works for none, and what is no shop: its parcels would never find an order.
 *
 * @throws ApiError 400
 */
export async function requireShops(
	context: ApiContext,
	{ name, providerType }: Provider,
	{ shops }: NamedSettings,
): Promise<void> {
	if (shops === undefined) return;
	if (providerType !== 'shipping') {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`settings.shops: ${name} has orders of its own. Only a carrier or tracker works for the orders of other shops. Leave it out.`,
		);
	}
	await requireIntegrations(context, shops, 'settings.shops');
	const { database } = await context.commerce();
	for (const guid of shops) {
		const row = await integrationOf(database, context.space, guid);
		const provider = row && providerOf(row.provider);
		if (provider?.providerType !== 'shipping') continue;
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`settings.shops: ${guid} is "${row!.name}", which is no shop: ${provider.name} tells of parcels itself. Give the guids of shops.`,
		);
	}
}
