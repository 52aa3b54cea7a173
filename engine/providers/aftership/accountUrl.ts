import { sha256 } from '../digests.ts';
import type { AfterShipCredentials } from './credentials.ts';

/**
 * AfterShip has one address for all accounts, and knows them by the key: a part of its digest keeps two accounts in
 * one n8n apart.
 */
export const accountUrl = ({ apiUrl, apiKey }: AfterShipCredentials): string =>
	`${apiUrl}/#account-${sha256(apiKey).slice(0, 8)}`;
