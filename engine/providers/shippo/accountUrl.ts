import { sha256 } from '../digests.ts';
import type { ShippoCredentials } from './credentials.ts';

/**
 * The API has one address for all accounts, and what belongs to which is told by the key: a part of its digest keeps
 * two accounts in one n8n apart.
 */
export const accountUrl = ({ apiUrl, apiKey }: ShippoCredentials): string =>
	`${apiUrl}/#account-${sha256(apiKey).slice(0, 8)}`;
