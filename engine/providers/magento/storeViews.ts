import { z } from 'zod/v4';
import { language, line, reference, requiredListOf } from '../payloadFields.ts';
import { readAnswer, type MagentoCall, type MagentoConnection } from './client.ts';

const storeView = z.object({
	id: reference,
	locale: language,
	base_currency_code: line,
});

/** What the views of a shop say of all that is in them. */
export type StoreViews = {
	/** BCP 47, by the id of the view. */
	readonly languages: ReadonlyMap<string, string>;
	/** ISO 4217: in which products have their prices. */
	readonly currency: string | null;
};

/** `GET /store/storeConfigs` */
export async function readStoreViews(
	call: MagentoCall,
	connection: MagentoConnection,
): Promise<StoreViews> {
	const { body } = await call(connection, { method: 'GET', path: '/store/storeConfigs' });
	const views = readAnswer(connection, 'GET /store/storeConfigs', requiredListOf(storeView), body);
	return {
		languages: new Map(
			views.flatMap(({ id, locale }) => (id && locale ? [[id, locale] as const] : [])),
		),
		currency: views.find((view) => view.base_currency_code)?.base_currency_code ?? null,
	};
}
