import { attachedSubscriptions } from '../../engine/deliveries/attachment.ts';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { installPackage } from '../../demo/n8n/installPackage.ts';
import { connectToN8n, type N8nClient } from '../../demo/n8n/n8nClient.ts';
import { OWNER } from '../../demo/n8n/startN8n.ts';
import type { UnaskedEnd } from '../../demo/n8n/unaskedEnds.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openPostgres } from '../../engine/state/dialects/openPostgres.ts';
import { startDemoStore, type DemoStore } from './demoStore.ts';
import { startMailServer, type MailServer } from './mailServer.ts';
import {
	buildPackage,
	chain,
	freePort,
	startN8nProcess,
	waitUntil,
	type N8nProcess,
} from './n8n.ts';
import { newSecret, post, sign } from './postSigned.ts';
import { smtpCredential } from './smtpCredential.ts';
import { startRedis } from './startRedis.ts';
import { entityTrigger, sendEmail, storeTrigger, type TriggerSetUp } from './world.ts';

/** A real n8n in queue mode: Redis, Postgres, one main, one webhook process and two workers. */
export type QueueWorld = {
	readonly main: N8nProcess;
	readonly webhook: N8nProcess;
	readonly workers: readonly N8nProcess[];
	readonly n8n: N8nClient;
	readonly mail: MailServer;
	/** The credential of the mail server. */
	readonly smtp: { readonly id: string; readonly name: string };
	readonly store: DemoStore;
	/** The state database. */
	readonly state: OpenDatabase;
	/** Posts a message as the store signs it. @returns the HTTP status */
	report(type: string, data: Record<string, unknown>): Promise<number>;
	/** An entity trigger and a Send Email, published and live. @returns n8n's id */
	mailOn(trigger: TriggerSetUp): Promise<string>;
	untilQuiet(timeoutMs?: number): Promise<void>;
	/** Kills Redis, and starts it with what it had. */
	restartRedis(): Promise<void>;
	/** Redis loses all runs that wait for a worker. */
	loseQueue(): Promise<void>;
	stop(): Promise<void>;
};

/**
 * @param more environment variables of all processes
 * @param onUnexpectedEnd when one of them ends by itself; left out: that fails the test
 */
export async function startQueueWorld(
	more: Readonly<Record<string, string>> = {},
	onUnexpectedEnd?: (end: UnaskedEnd, process: N8nProcess) => void,
): Promise<QueueWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-queue-'));
	const [redis, mail] = await Promise.all([startRedis(), startMailServer()]);
	const postgresUrl = process.env.COMMERCE_TEST_POSTGRES_URL!;
	const { port, username, password, hostname } = new URL(postgresUrl);
	const database = `queue_${randomUUID().replaceAll('-', '')}`;
	await inPostgres(postgresUrl, `create database ${database}`);
	await installPackage(folder, process.env.COMMERCE_PACKAGE_TARBALL ?? (await buildPackage()));
	const webhookPort = await freePort();
	const env = {
		...more,
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: hostname,
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_DATABASE: database,
		DB_POSTGRESDB_USER: username,
		DB_POSTGRESDB_PASSWORD: password,
		// How soon n8n notices that a worker is gone; half a minute and more if it is not set.
		QUEUE_WORKER_LOCK_DURATION: '10000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
		// In minutes: how soon n8n notices that it has lost a run, as when its database goes away; 180 if it is not set.
		N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '1',
		N8N_ENCRYPTION_KEY: 'the same for all processes',
		N8N_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
	};
	const start = async (command: 'start' | 'webhook' | 'worker', at?: number) => {
		const process: N8nProcess = await startN8nProcess({
			userFolder: folder,
			command,
			env,
			...(at && { port: at }),
			...(onUnexpectedEnd && {
				onUnexpectedEnd: (end: UnaskedEnd) => onUnexpectedEnd(end, process),
			}),
		});
		return process;
	};
	// First: it makes n8n's tables.
	const main = await start('start');
	const [webhook, ...workers] = await Promise.all([
		start('webhook', webhookPort),
		start('worker'),
		start('worker'),
	]);
	const n8n = await connectToN8n(main.url, OWNER, 'Tests');
	const apiSecret = newSecret();
	const store = await startDemoStore({
		port: 0,
		dataFile: join(folder, 'store.json'),
		apiKey: 'key',
		apiSecret,
	});
	const storeCredential = await n8n.createCredential('Store', 'commerceGenericStoreApi', {
		storeUrl: store.url,
		apiKey: 'key',
		apiSecret,
	});
	const smtp = await smtpCredential(n8n, mail);
	const { id } = await n8n.createWorkflow(chain('Test Shop', [storeTrigger(storeCredential)]));
	await n8n.publish(id);
	await waitUntil(() => store.state.webhooks.length > 0, {
		what: 'the webhook to be in the store',
	});
	const state = await openPostgres({
		connectionString: `${postgresUrl}/${database}`,
		schema: 'commerce',
	});
	const webhookUrl = `${webhook!.url}/webhook/test-store/store`;

	return {
		main,
		webhook: webhook!,
		workers,
		n8n,
		mail,
		smtp,
		store,
		state,
		report: async (type, data) => await post(webhookUrl, sign(apiSecret, type, data)),
		async mailOn(trigger) {
			const { id: workflowId } = await n8n.createWorkflow(
				chain(trigger.name ?? 'Mail', [entityTrigger(trigger), sendEmail(smtp, {})]),
			);
			await n8n.publish(workflowId);
			await waitUntil(
				async () =>
					await attachedSubscriptions(state)
						.select('id')
						.where('workflowId', '=', workflowId)
						.executeTakeFirst(),
				{ what: 'the trigger to be live' },
			);
			return workflowId;
		},
		async untilQuiet(timeoutMs = 90_000) {
			await waitUntil(
				async () =>
					(await state.db
						.selectFrom('delivery')
						.select('id')
						.where('status', 'in', ['waiting', 'claimed'])
						.executeTakeFirst()) === undefined,
				{ what: 'every delivery to be settled', timeoutMs },
			);
		},
		restartRedis: redis.restart,
		loseQueue: redis.forget,
		async stop() {
			await state.close();
			await Promise.all([webhook!, ...workers].map(async (process) => await process.kill()));
			await main.kill();
			await store.stop();
			await mail.stop();
			await redis.stop();
			await inPostgres(postgresUrl, `drop database ${database} with (force)`);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function inPostgres(url: string, statement: string): Promise<void> {
	const client = new pg.Client(`${url}/postgres`);
	await client.connect();
	await client.query(statement);
	await client.end();
}
