import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import {
	startN8nProcess as startProcess,
	type N8nProcess,
	type N8nProcessOptions,
} from '../../demo/n8n/n8nProcess.ts';
import { startN8n as start, type N8n } from '../../demo/n8n/startN8n.ts';

export { buildPackage } from '../../demo/n8n/buildPackage.ts';
export { freePort } from '../../demo/n8n/freePort.ts';
export type { N8nProcess } from '../../demo/n8n/n8nProcess.ts';
export type { Execution, N8nClient } from '../../demo/n8n/n8nClient.ts';
export { OWNER, type N8n } from '../../demo/n8n/startN8n.ts';
export { waitUntil } from '../../demo/n8n/waitUntil.ts';
export { chain, type Workflow, type WorkflowNode } from '../../demo/n8n/workflow.ts';

/** `startN8nProcess` of the demo, quicker. */
export async function startN8nProcess(options: N8nProcessOptions): Promise<N8nProcess> {
	return await startProcess(await quicker(options));
}

/** `startN8n` of the demo, quicker. */
export async function startN8n(options: Parameters<typeof start>[0]): Promise<N8n> {
	return await start(await quicker(options));
}

/**
 * Halves what n8n takes of the processor for a start, 21 s for its first: without the pages of its editor,
 * which it writes anew each time, and with a database that has all tables.
 */
async function quicker<Options extends N8nProcessOptions>(options: Options): Promise<Options> {
	const seed = process.env.COMMERCE_N8N_SEED;
	const folder = join(options.userFolder, '.n8n');
	const isFresh = !options.env?.DB_TYPE && !existsSync(join(folder, 'database.sqlite'));
	if (seed !== undefined && isFresh) {
		await cp(seed, folder, { recursive: true });
	}
	return { ...options, env: { N8N_DISABLE_UI: 'true', ...options.env } };
}

/**
 * What `.n8n` of each n8n of the tests begins with: the tables of n8n's database, and its owner.
 *
 * @returns the folder, for COMMERCE_N8N_SEED
 */
export async function makeSeed(userFolder: string): Promise<string> {
	const n8n = await startN8n({ userFolder });
	await n8n.stop();
	return join(userFolder, '.n8n');
}
