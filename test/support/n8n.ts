import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** The nodes of n8n's that the tests, the demo, the bench and the REST API use. */
const NODES_OF_N8N = [
	...['emailSend', 'executeWorkflow', 'executeWorkflowTrigger', 'filter', 'httpRequest'],
	...['n8nTrigger', 'noOp', 'scheduleTrigger', 'set', 'splitOut', 'stickyNote'],
	...['stopAndError', 'wait', 'webhook', 'wooCommerceTrigger'],
].map((name) => `n8n-nodes-base.${name}`);

/** All nodes of this package. */
const OUR_NODES = readdirSync(join(import.meta.dirname ?? __dirname, '../../nodes'))
	.filter((folder) => folder.startsWith('Commerce'))
	.map((folder) => `n8n-nodes-commerce.${folder.replace('Commerce', 'commerce')}`);

/** The value of NODES_INCLUDE with which n8n loads these nodes too. */
export function nodesToLoad(...more: string[]): string {
	return JSON.stringify([...NODES_OF_N8N, ...OUR_NODES, ...more]);
}

/** What a start takes most of its processor time for, and no test uses. */
const UNUSED_MODULES = [
	...['agents', 'breaking-changes', 'chat-hub', 'data-table', 'dynamic-credentials'],
	...['encryption-key-manager', 'external-secrets', 'favorites', 'insights', 'instance-ai'],
	...['instance-registry', 'instance-version-history', 'ldap', 'log-streaming', 'mcp'],
	...['mcp-registry', 'n8n-packages', 'oauth-jwe', 'oauth-server', 'otel'],
	...['policy-infrastructure', 'provisioning', 'quick-connect', 'redaction'],
	...['runtime-credentials', 'source-control', 'sso-oidc', 'sso-saml', 'token-exchange'],
	...['workflow-builder', 'workflow-reviews'],
];

/** Without the pages of its editor, which n8n would write anew at each start. */
const WITHOUT_EDITOR = { N8N_DISABLE_UI: 'true' };

/** What would call the internet; other versions than the pinned one may not work without the rest: 2.33 not without otel. */
const CALLING_MODULES = ['instance-ai', 'mcp-registry'];

/** An n8n does not start with the name of a module that it does not know, as older ones do not know all. */
function unusedModules(): string[] {
	const list = '@n8n/backend-common/dist/modules/modules.config.js';
	const known = readFileSync(join(process.env.COMMERCE_RUNTIME_DIR!, 'node_modules', list), 'utf8');
	const isPinned = process.env.COMMERCE_RUNTIME_RECIPE === undefined;
	const unused = isPinned ? UNUSED_MODULES : CALLING_MODULES;
	return unused.filter((name) => known.includes(`'${name}'`));
}

/** n8n without what no test uses. */
const lean = () => ({
	...WITHOUT_EDITOR,
	N8N_DISABLED_MODULES: unusedModules().join(','),
	// Of a package of n8n's own of which none is named, n8n would load all nodes.
	NODES_INCLUDE: nodesToLoad('@n8n/n8n-nodes-langchain.manualChatTrigger'),
	// No test has a Code node: a process for those is not started.
	N8N_RUNNERS_MODE: 'external',
	N8N_RUNNERS_AUTH_TOKEN: 'of no runner',
});

/**
 * Has n8n take 6 s of the processor for a start instead of 12 s, and of 21 s for its first: without what no test
 * uses, with a database that has all tables, and with its code compiled. Only where `npm test` has prepared
 * that: the bench measures n8n as it is.
 */
async function quicker<Options extends N8nProcessOptions>(options: Options): Promise<Options> {
	const seed = process.env.COMMERCE_N8N_SEED;
	if (seed === undefined) return { ...options, env: { ...WITHOUT_EDITOR, ...options.env } };
	const folder = join(options.userFolder, '.n8n');
	const isFresh = !options.env?.DB_TYPE && !existsSync(join(folder, 'database.sqlite'));
	if (isFresh) await cp(seed, folder, { recursive: true });
	const env = { ...lean(), NODE_COMPILE_CACHE: compiledOf(seed), ...options.env };
	return { ...options, env };
}

const compiledOf = (seed: string) => `${seed}-compiled`;

/**
 * Starts an n8n for the first time: the tables of its database, its owner, and its compiled code.
 *
 * @returns the folder for COMMERCE_N8N_SEED, with which each n8n of the tests begins
 */
export async function makeSeed(userFolder: string): Promise<string> {
	const seed = join(userFolder, '.n8n');
	const env = { ...lean(), NODE_COMPILE_CACHE: compiledOf(seed) };
	const n8n = await start({ userFolder, env });
	await n8n.stop();
	return seed;
}
