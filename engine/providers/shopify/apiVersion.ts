/** Version of the Admin API: the newest stable one; Shopify serves each for at least a year. */
export const API_VERSION = '2026-10';
