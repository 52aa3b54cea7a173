import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { n8nSetting } from '../engine/state/n8nSettings.ts';

const schema = z.object({ encryptionKey: z.string().min(1) });

/**
 * The key with which n8n encrypts its credentials: the variable, else the file in which n8n keeps it.
 *
 * @param userFolder n8n's folder, `~/.n8n` by default
 * @returns `null` where it cannot be read
 * @see https://docs.n8n.io/hosting/configuration/configuration-examples/encryption-key/
 */
export function encryptionKey(
	env: Readonly<Record<string, string | undefined>>,
	userFolder: string,
): string | null {
	try {
		const named = n8nSetting(env, 'N8N_ENCRYPTION_KEY');
		if (named) return named;
		return schema.parse(JSON.parse(readFileSync(join(userFolder, 'config'), 'utf8'))).encryptionKey;
	} catch {
		return null;
	}
}
