import { z } from 'zod/v4';
import { sha256 } from '../digests.ts';
import { StoreError } from '../storeError.ts';
import type { PrestaShopCall, PrestaShopConnection } from './client.ts';
import { readRows } from './rows.ts';

/** What a shop keeps few of, and what orders only name by an id. */
const TABLES = {
	order_states: 'full',
	currencies: '[id,iso_code]',
	countries: '[id,iso_code]',
	states: '[id,iso_code]',
	languages: '[id,iso_code,language_code]',
	carriers: '[id,name,url]',
	configurations: 'full',
} as const;
export type TableName = keyof typeof TABLES;

/** The settings that are read: the keys of `configurations`. */
export const SETTINGS = [
	...(['PS_TIMEZONE', 'PS_LANG_DEFAULT', 'PS_SHOP_NAME', 'PS_CURRENCY_DEFAULT'] as const),
	...(['PS_OS_CHEQUE', 'PS_OS_BANKWIRE', 'PS_OS_COD_VALIDATION'] as const),
	...(['PS_OS_PAYMENT', 'PS_OS_PREPARATION', 'PS_OS_WS_PAYMENT'] as const),
	...(['PS_OS_SHIPPING', 'PS_OS_DELIVERED', 'PS_OS_CANCELED', 'PS_OS_REFUND'] as const),
	...(['PS_OS_ERROR', 'PS_OS_OUTOFSTOCK', 'PS_OS_OUTOFSTOCK_PAID'] as const),
	...(['PS_OS_OUTOFSTOCK_UNPAID', 'PS_ORDER_OUT_OF_STOCK'] as const),
] as const;
export type Setting = (typeof SETTINGS)[number];

const rowSchema = z.looseObject({
	id: z.union([z.string(), z.number()]).transform(String),
});
export type TableRow = z.output<typeof rowSchema>;
export type Table = ReadonlyMap<string, TableRow>;

/** Reads whole tables, and keeps them for a while. */
export type Tables = {
	/** @param wanted ids; one that the kept table does not have lets it be read again */
	of(connection: PrestaShopConnection, table: TableName, wanted?: Iterable<string>): Promise<Table>;
	/** The shop's settings by name; empty where the key may not see them. */
	settings(connection: PrestaShopConnection): Promise<ReadonlyMap<Setting, string>>;
};

const KEPT_MS = 3_600_000;
/** So long a table is not read again for an id that it does not have. */
const ANEW_MS = 60_000;
const MOST_KEPT = 500;
/** More currencies, countries or carriers no shop has. */
const MOST_ROWS = '5000';

export function createTables(call: PrestaShopCall, now: () => Date): Tables {
	const kept = new Map<string, { readonly at: number; readonly rows: Table }>();

	async function of(
		connection: PrestaShopConnection,
		table: TableName,
		wanted: Iterable<string> = [],
	): Promise<Table> {
		const { storeUrl, apiKey } = connection.credentials;
		const key = `${table} ${sha256(`${storeUrl} ${apiKey}`)}`;
		const known = kept.get(key);
		const age = known === undefined ? Infinity : now().getTime() - known.at;
		const isWhole = [...wanted].every((id) => id === '0' || known?.rows.has(id));
		if (known && age >= 0 && age < (isWhole ? KEPT_MS : ANEW_MS)) return known.rows;
		const rows = new Map<string, TableRow>();
		const filter: Record<string, string> =
			table === 'configurations' ? { 'filter[name]': `[${SETTINGS.join('|')}]` } : {};
		const query = { display: TABLES[table], limit: MOST_ROWS, ...filter };
		for (const given of await readRows(call, connection, table, query)) {
			const row = rowSchema.safeParse(given);
			if (row.success) rows.set(row.data.id, row.data);
		}
		if (kept.size >= MOST_KEPT) kept.clear();
		kept.set(key, { at: now().getTime(), rows });
		return rows;
	}

	return {
		of,
		async settings(connection) {
			let rows: Table;
			try {
				rows = await of(connection, 'configurations');
			} catch (error) {
				if (error instanceof StoreError && error.kind === 'forbidden') return new Map();
				throw error;
			}
			const settings = new Map<Setting, string>();
			for (const { name, value } of rows.values()) {
				const setting = SETTINGS.find((each) => each === name);
				const isFirst = setting !== undefined && !settings.has(setting);
				if (isFirst && (typeof value === 'string' || typeof value === 'number') && value !== '') {
					settings.set(setting, String(value));
				}
			}
			return settings;
		},
	};
}
