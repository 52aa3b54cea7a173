import { sha256 } from '../digests.ts';
import type { SendcloudCredentials } from './credentials.ts';

/**
 * The panel has one address for all accounts, and what belongs to which is told by the public key: a part of its
 * digest keeps two accounts in one n8n apart.
 */
export const accountUrl = ({ panelUrl, publicKey }: SendcloudCredentials): string =>
	`${panelUrl}/#account-${sha256(publicKey).slice(0, 8)}`;
