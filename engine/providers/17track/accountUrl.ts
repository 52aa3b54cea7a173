import { sha256 } from '../digests.ts';
import type { SeventeenTrackCredentials } from './credentials.ts';

/**
 * 17TRACK has one address for all accounts, and knows them by the key: a part of its digest keeps two accounts in
 * one n8n apart.
 */
export const accountUrl = ({ apiUrl, apiKey }: SeventeenTrackCredentials): string =>
	`${apiUrl}/#account-${sha256(apiKey).slice(0, 8)}`;
