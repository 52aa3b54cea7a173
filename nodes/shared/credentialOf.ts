import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Reads a credential of a node, once for all items of a run: it is the same for all, and n8n finds and decrypts
 * it anew for each who asks.
 */
export function credentialOf(
	context: Pick<IExecuteFunctions, 'getCredentials'>,
	type: string,
): () => ReturnType<IExecuteFunctions['getCredentials']> {
	let reading: ReturnType<IExecuteFunctions['getCredentials']> | undefined;
	return async () => await (reading ??= context.getCredentials(type));
}
