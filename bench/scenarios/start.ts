import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startN8n, waitUntil, type N8n } from '../../test/support/n8n.ts';
import type { Bench, Measured } from '../scenario.ts';
import { connectShop, createPeerCredential } from '../world/connectShop.ts';
import { quantile } from '../world/quantile.ts';
import { startShop, type BenchShop } from '../world/shop.ts';
import { nothing, ourOrders, peerOrders } from '../world/workflows.ts';

/** After a start, until n8n has come to rest. */
const SETTLE_MS = 4_000;
const LOOK_MS = 10;

/** One n8n, and what its starts have taken. */
type Candidate = {
	readonly n8n: N8n;
	readonly userFolder: string;
	readonly startMs: number[];
	readonly memoryMb: number[];
};

/**
 * How long n8n takes to get ready, and how much memory it has when it rests: without this package, with it
 * installed, and with a connected shop and a trigger. All have a workflow of n8n's own; they take turns.
 */
export async function start(bench: Bench): Promise<Measured> {
	const shop = await startShop();
	const candidates = await Promise.all([
		candidate(shop),
		candidate(shop, bench.packageTarball),
		candidate(shop, bench.packageTarball),
	]);
	const [without, installed, used] = candidates;
	await connectShop(used.n8n, shop);
	await used.n8n.publish((await used.n8n.createWorkflow(ourOrders(nothing))).id);
	// The first start has made n8n's tables. It counts only where the bench is tried: there it is the only one.
	const discarded = bench.size(1, 0);
	const rounds = bench.size(5, 0);
	try {
		for (let round = 0; round <= rounds; round += 1) {
			for (const each of candidates) {
				if (round > 0) await startAgain(each);
				await wait(bench.size(SETTLE_MS, 0));
				each.memoryMb.push(await memoryOf(each.n8n.pid()!));
				await each.n8n.stop();
			}
		}
	} finally {
		for (const { n8n, userFolder } of candidates) {
			await n8n.kill();
			await rm(userFolder, { recursive: true, force: true });
		}
		await shop.close();
	}
	const median = (values: readonly number[]) => quantile(values.slice(discarded), 0.5);
	const [startMs, memoryMb] = [median(without.startMs), median(without.memoryMb)];
	bench.say(
		`started in ${median(used.startMs).toFixed(0)} ms, without ${startMs.toFixed(0)} ms; ${median(used.memoryMb).toFixed(0)} MB, without ${memoryMb.toFixed(0)} MB`,
	);
	return {
		withoutStartMs: startMs,
		installedStartMs: median(installed.startMs),
		usedStartMs: median(used.startMs),
		withoutMemoryMb: memoryMb,
		installedMemoryMb: median(installed.memoryMb),
		usedMemoryMb: median(used.memoryMb),
	};
}

async function candidate(shop: BenchShop, packageTarball?: string): Promise<Candidate> {
	const userFolder = await mkdtemp(join(tmpdir(), 'commerce-bench-'));
	const startedAt = performance.now();
	const n8n = await startN8n({ userFolder, ...(packageTarball && { packageTarball }) });
	const startMs = [performance.now() - startedAt];
	const credential = await createPeerCredential(n8n, shop);
	const { id } = await n8n.createWorkflow(peerOrders(credential, 'bench-start', nothing));
	await n8n.publish(id);
	await waitUntil(() => shop.addresses().some((address) => address.startsWith(n8n.url)), {
		what: 'the workflow to be live',
	});
	return { n8n, userFolder, startMs, memoryMb: [] };
}

async function startAgain({ n8n, startMs }: Candidate): Promise<void> {
	const startedAt = performance.now();
	const started = n8n.start();
	await waitUntil(async () => (await fetch(`${n8n.url}/healthz/readiness`)).status === 200, {
		what: 'n8n to get ready',
		timeoutMs: 180_000,
		intervalMs: LOOK_MS,
	});
	startMs.push(performance.now() - startedAt);
	await started;
}

/** What a process has in memory, in megabytes. */
async function memoryOf(pid: number): Promise<number> {
	const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
	return (Number(stdout) * 1_024) / 1e6;
}
