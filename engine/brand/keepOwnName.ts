import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { brandIn, brandJsonOf } from './brand.ts';

/** Whether a store has no name but its address, which is nothing that its customers should read. */
export const isUnnamed = (store: { readonly name: string; readonly storeUrl: string }): boolean =>
	URL.parse(store.storeUrl)?.host === store.name;

/** Writes down what a shop calls itself. */
export async function keepOwnName(
	{ db }: Pick<OpenDatabase, 'db'>,
	guid: string,
	given: string | null,
): Promise<void> {
	const row = await db
		.selectFrom('integration')
		.select('brandJson')
		.where('guid', '=', guid)
		.executeTakeFirst();
	const brand = brandIn(row?.brandJson);
	// Read as it is read later: what is too long, or blank, is no name.
	const { ownName } = brandIn(JSON.stringify({ ownName: given ?? undefined }));
	if (row === undefined || brand.ownName === ownName) return;
	const brandJson = brandJsonOf({ ...brand, ownName });
	await db.updateTable('integration').set({ brandJson }).where('guid', '=', guid).execute();
}
