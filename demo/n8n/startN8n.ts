import { installPackage } from './installPackage.ts';
import { connectToN8n, type N8nClient, type Owner } from './n8nClient.ts';
import { startN8nProcess, type N8nProcess, type N8nProcessOptions } from './n8nProcess.ts';

export const OWNER: Owner = { email: 'owner@demo.example', password: 'Demo-store-1' };

export type N8n = N8nProcess & N8nClient;

/**
 * A real n8n, ready and set up: the package installed from its tarball, the owner made (or logged in,
 * where the user folder has been used before), an API key at hand.
 */
export async function startN8n(
	options: N8nProcessOptions & {
		/** The packed package (`buildPackage`); left out: n8n without it. */
		readonly packageTarball?: string;
	},
): Promise<N8n> {
	if (options.packageTarball !== undefined) {
		await installPackage(options.userFolder, options.packageTarball);
	}
	const n8n = await startN8nProcess(options);
	try {
		return { ...n8n, ...(await connectToN8n(n8n.url, OWNER, 'Demo and tests')) };
	} catch (error) {
		await n8n.kill();
		throw error;
	}
}
