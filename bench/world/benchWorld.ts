import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { startN8n, waitUntil, type N8n } from '../../test/support/n8n.ts';
import type { Workflow } from '../../demo/n8n/workflow.ts';
import { forgetWorkflow } from '../../engine/deliveries/forgetWorkflow.ts';
import { DEFAULT_SPACE } from '../../engine/spaces/spaceOfKey.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openSqlite } from '../../engine/state/dialects/openSqlite.ts';
import { connectShop, createPeerCredential } from './connectShop.ts';
import { openN8nRuns, type N8nRuns } from './n8nRuns.ts';
import { probeIn, type Probe } from './probe.ts';
import { startShop, type BenchShop } from './shop.ts';
import { SINK_CERTIFICATE } from './sinks.ts';
import type { Credential } from './workflows.ts';

/** One n8n with this package, and a shop that is connected with it and with n8n's own node. */
export type BenchWorld = {
	readonly n8n: N8n;
	readonly userFolder: string;
	readonly shop: BenchShop;
	/** Where the connected shop posts to. */
	readonly storeUrl: string;
	readonly peerCredential: Credential;
	readonly probe: Probe;
	readonly runs: N8nRuns;
	/** This package's state database. */
	readonly state: OpenDatabase;
	/** Makes a workflow and publishes it. @returns n8n's id, once its triggers are live */
	publish(workflow: Workflow): Promise<string>;
	/** Unpublishes a workflow and forgets it: it weighs on nothing that is measured after it. */
	retire(workflowId: string): Promise<void>;
	/** Every delivery has been settled. */
	untilQuiet(): Promise<void>;
	stop(): Promise<void>;
};

/** Longer than anything takes that does not hang. */
const PATIENCE_MS = 600_000;

/**
 * @param openState how the bench itself opens the state database; left out: the SQLite file that n8n has by
 *   default
 */
export async function startBenchWorld(
	packageTarball: string,
	env: Readonly<Record<string, string>> = {},
	openState?: () => Promise<OpenDatabase>,
): Promise<BenchWorld> {
	const userFolder = await mkdtemp(join(tmpdir(), 'commerce-bench-'));
	const shop = await startShop();
	const probe = probeIn(userFolder);
	const n8n = await startN8n({
		userFolder,
		packageTarball,
		env: { ...probe.env, NODE_EXTRA_CA_CERTS: SINK_CERTIFICATE, ...env },
	});
	const peerCredential = await createPeerCredential(n8n, shop);
	const storeUrl = await connectShop(n8n, shop);
	const state = await (openState ?? (() => openSqlite(join(userFolder, '.n8n/commerce.sqlite'))))();
	const runs = openN8nRuns(userFolder);

	const isKnown = async (workflowId: string) =>
		await state.db
			.selectFrom('subscription')
			.select('id')
			.where('workflowId', '=', workflowId)
			.executeTakeFirst();

	return {
		n8n,
		userFolder,
		shop,
		storeUrl,
		peerCredential,
		probe,
		runs,
		state,
		async publish(workflow) {
			const { id } = await n8n.createWorkflow(workflow);
			await n8n.publish(id);
			const isOurs = workflow.nodes.some(({ type }) => /commerce\w+Trigger$/.test(type));
			if (isOurs) await waitUntil(() => isKnown(id), { what: `workflow ${id} to be live` });
			return id;
		},
		async retire(workflowId) {
			await n8n.unpublish(workflowId);
			// Events would still be kept for it, in case it is published again.
			await forgetWorkflow(state, DEFAULT_SPACE, workflowId);
		},
		async untilQuiet() {
			// With literals, which let SQLite use its partial index: looking must not cost what is measured.
			const open = state.db
				.selectFrom('delivery')
				.select('seq')
				.where(sql<boolean>`status in ('waiting', 'claimed')`)
				.limit(1);
			await waitUntil(async () => (await open.execute()).length === 0, {
				what: 'every delivery to be settled',
				timeoutMs: PATIENCE_MS,
			});
		},
		async stop() {
			runs.close();
			await state.close();
			await n8n.kill();
			await shop.close();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}
