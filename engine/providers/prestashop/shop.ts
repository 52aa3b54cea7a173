import { isTimeZone } from '../../templates/isTimeZone.ts';
import type { PrestaShopCall, PrestaShopConnection } from './client.ts';
import { readLanguage } from '../payloadFields.ts';
import { StoreError } from '../storeError.ts';
import { createTables, type Setting, type TableRow, type Tables } from './tables.ts';
import { shopClock, type ShopClock } from './zone.ts';

/** How to ask a shop, and what is known of all shops. */
export type PrestaShop = {
	readonly call: PrestaShopCall;
	readonly tables: Tables;
	readonly now: () => Date;
};

export const createPrestaShopReader = (call: PrestaShopCall, now: () => Date): PrestaShop => ({
	call,
	tables: createTables(call, now),
	now,
});

/** What is so in one shop. */
export type ShopFacts = {
	readonly settings: ReadonlyMap<Setting, string>;
	readonly clock: ShopClock;
	/** Id of the language in which the shop's own words are read. */
	readonly languageId: string | null;
};

/** @throws StoreError where nobody says in which time zone the shop's clock is */
export async function factsOf(
	{ tables, now }: PrestaShop,
	connection: PrestaShopConnection,
): Promise<ShopFacts> {
	const settings = await tables.settings(connection);
	const { timeZone, storeUrl } = connection.credentials;
	const zone = timeZone || settings.get('PS_TIMEZONE');
	if (zone === undefined || !isTimeZone(zone)) {
		const why =
			zone === undefined
				? 'the webservice key may not read it'
				: `"${zone.slice(0, 100)}" is not known`;
		throw new StoreError(
			'forbidden',
			`PrestaShop tells times without their time zone, and that of ${storeUrl} is not known: ${why}. Tick "View (GET)" at "configurations" for the key (Advanced Parameters > Webservice), or enter the time zone in the credential.`,
		);
	}
	return {
		settings,
		clock: shopClock(zone, now),
		languageId: settings.get('PS_LANG_DEFAULT') ?? null,
	};
}

/** A text that a shop may have in several languages: `[{"id":"1","value":"Shipped"}]`. */
export function wordsIn(value: unknown, languageId: string | null): string | null {
	if (typeof value === 'string' || typeof value === 'number') return String(value).trim() || null;
	if (!Array.isArray(value)) return null;
	const all = (value as unknown[]).flatMap((each) => {
		const { id, value: text } = Object(each) as { id?: unknown; value?: unknown };
		return typeof text === 'string' && text.trim() !== '' ? [{ id: String(id), text }] : [];
	});
	return (all.find(({ id }) => id === languageId) ?? all[0])?.text.trim() ?? null;
}

/** A language as BCP 47 has it: of `fr-fr`, else of `fr`. */
export const languageIn = (row: TableRow | undefined): string | null =>
	readLanguage(row?.language_code) ?? readLanguage(row?.iso_code);
