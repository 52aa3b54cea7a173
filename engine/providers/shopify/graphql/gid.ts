const GID = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/;

/** The number in `gid://shopify/Order/5601112223334`, by which webhooks name the same thing. */
export function idInGid(gid: string): string | null {
	return GID.exec(gid)?.[2] ?? null;
}

/**
 * The name that GraphQL has for something.
 *
 * @param id the number, or the whole name
 * @returns `null` for what can be no id of Shopify's, such as an order's number `#1001`
 * @see https://shopify.dev/docs/api/usage/gids
 */
export function gidOf(type: string, id: string): string | null {
	const given = id.trim();
	const [, ofType, number] = GID.exec(given) ?? [];
	if (ofType !== undefined && ofType !== type) return null;
	const found = number ?? (/^\d+$/.test(given) ? given : null);
	return found === null ? null : `gid://shopify/${type}/${found}`;
}
