import { sha256 } from '../digests.ts';
import type { ShipStationV1Credentials } from './credentials.ts';

/**
 * The API has one address for all accounts, and which one is meant is told by the key: a part of its digest keeps
 * two accounts in one n8n apart.
 */
export const accountUrl = ({ apiUrl, apiKey }: ShipStationV1Credentials): string =>
	`${apiUrl}/#account-${sha256(apiKey).slice(0, 8)}`;
