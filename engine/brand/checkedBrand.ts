import type { Brand, WrittenBrand } from './brand.ts';
import { LogoProblem, logoPicture, type LogoPicture } from './logoPicture.ts';

/** What somebody has written down, with what was found of the logo. */
export type CheckedBrand = {
	readonly brand: Brand;
	/** `null` where there is none, or it could not be looked at. */
	readonly picture: LogoPicture | null;
	/** Why it could not be looked at, in words for the merchant; `null` where it could. */
	readonly remark: string | null;
};

/**
 * Looks at the logo of a brand. One whose server is away is taken as it is written: a server that is away for a
 * minute must not keep a shop from being connected.
 *
 * @throws LogoProblem where it is no picture that mail programs show
 */
export async function checkedBrand(
	brand: WrittenBrand,
	look: (address: string) => Promise<LogoPicture> = keptPicture,
): Promise<CheckedBrand> {
	if (brand.logoUrl === undefined) return { brand, picture: null, remark: null };
	try {
		const picture = await look(brand.logoUrl);
		const logoRatio = picture.height / picture.width;
		return { brand: { ...brand, logoRatio }, picture, remark: null };
	} catch (error) {
		if (!(error instanceof LogoProblem) || !error.mayPass) throw error;
		return { brand, picture: null, remark: error.message };
	}
}

const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 5;
const kept = new Map<string, { readonly picture: Promise<LogoPicture>; readonly until: number }>();

/** While a brand is being written, its logo is looked at again and again. */
async function keptPicture(address: string): Promise<LogoPicture> {
	const known = kept.get(address);
	if (known !== undefined && known.until > Date.now()) return await known.picture;
	const picture = logoPicture(address);
	kept.delete(address);
	kept.set(address, { picture, until: Date.now() + KEPT_MS });
	if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
	picture.catch(() => kept.delete(address));
	return await picture;
}
