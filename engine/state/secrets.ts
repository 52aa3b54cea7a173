import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Seals what must not stand in the state database as it is: a copy of that file gives nobody a key. */
export type Secrets = {
	/**
	 * @param of what the text belongs to: it cannot be opened as that of another thing
	 * @throws NoSecretsKey where n8n's encryption key is not known
	 */
	seal(text: string, of: string): string;
	/** @returns `null` where it was sealed with another key, or is of another thing */
	open(sealed: string, of: string): string | null;
};

/** Nothing can be sealed. */
export class NoSecretsKey extends Error {
	override readonly name = 'NoSecretsKey';

	constructor() {
		super(
			"The secret cannot be kept: n8n's encryption key is not known here. Set N8N_ENCRYPTION_KEY for n8n, or let n8n keep it in the file `config` of its folder.",
		);
	}
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param n8nKey with which n8n encrypts its credentials; `null` where it is not known */
export function createSecrets(n8nKey: string | null): Secrets {
	const key =
		n8nKey === null
			? null
			: Buffer.from(hkdfSync('sha256', n8nKey, '', 'n8n-nodes-commerce/secrets', 32));
	return {
		seal(text, of) {
			if (key === null) throw new NoSecretsKey();
			const iv = randomBytes(IV_BYTES);
			const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(of));
			const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
			return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
		},
		open(sealed, of) {
			if (key === null) return null;
			const bytes = Buffer.from(sealed, 'base64');
			const iv = bytes.subarray(0, IV_BYTES);
			const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
			try {
				const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
				decipher.setAAD(Buffer.from(of)).setAuthTag(tag);
				const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
				return Buffer.concat([text, decipher.final()]).toString();
			} catch {
				return null;
			}
		},
	};
}
