import { apiWorkflow } from '../../demo/apiWorkflow.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import type { Bench, Measured } from '../scenario.ts';
import type { BenchWorld } from '../world/benchWorld.ts';
import { quantile } from '../world/quantile.ts';
import { nothing, ourOrders } from '../world/workflows.ts';
import { ratesOf } from './ratesOf.ts';

const API_TOKEN = 'token-of-the-bench';
const PAGE = 250;
const AT_ONCE = 4;
/** More than any order costs. */
const NEVER = 1_000_000;
const LISTINGS = 5;

/**
 * The burst and the intake with one published workflow, and again with a thousand of which one matches; then
 * the list of all of them, through this package's API and through n8n's.
 */
export async function manyWorkflows(bench: Bench): Promise<Measured> {
	return await bench.inFreshWorld(async (world) => {
		const count = bench.size(1_000, 5);
		const measure = await ratesOf(bench, world);
		const one = await measure();
		const publishedAt = performance.now();
		await publishOthers(world, count - 1);
		const publishMs = (performance.now() - publishedAt) / (count - 1);
		bench.say(`${count} published, ${publishMs.toFixed(0)} ms each`);
		const many = await measure();
		const listed = await listTimes(world, count);
		bench.say(`listed in ${listed.oursMs.toFixed(0)} ms, by n8n in ${listed.peerMs.toFixed(0)} ms`);
		return {
			count,
			publishMs,
			oneStoredPerSecond: one.storedPerSecond,
			oneRunsPerSecond: one.runsPerSecond,
			manyStoredPerSecond: many.storedPerSecond,
			manyRunsPerSecond: many.runsPerSecond,
			listMs: listed.oursMs,
			peerListMs: listed.peerMs,
		};
	});
}

/** Each wants the same kind of event, and none of the orders. */
async function publishOthers(world: BenchWorld, count: number): Promise<void> {
	let made = 0;
	const publisher = async () => {
		while (made < count) {
			made += 1;
			await world.publish(ourOrders(nothing, {}, { total: { gt: NEVER + made } }));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, publisher));
}

async function listTimes({ n8n, publish }: BenchWorld, count: number) {
	const credential = await n8n.createCredential('API', 'commerceApi', {
		apiToken: API_TOKEN,
		n8nUrl: n8n.url,
		n8nApiKey: await n8n.createApiKey('Commerce API'),
	});
	const id = await publish(apiWorkflow({ commerceApi: credential }));
	const ours = async () => {
		const answer = await fetch(`${n8n.url}/webhook/commerce/api/workflows/Order/configured`, {
			headers: { authorization: `Bearer ${API_TOKEN}` },
		});
		if (!answer.ok) throw new Error(`The API answered ${answer.status}.`);
		return ((await answer.json()) as { data: unknown[] }).data.length;
	};
	const peer = async () => {
		let [listed, cursor] = [0, ''];
		do {
			const page = await n8n.publicApi<{ data: unknown[]; nextCursor: string | null }>(
				'GET',
				`/workflows?limit=${PAGE}${cursor && `&cursor=${cursor}`}`,
			);
			listed += page.data.length;
			cursor = page.nextCursor ?? '';
		} while (cursor !== '');
		return listed;
	};
	await waitUntil(ours, { what: 'the API to answer' });
	const times = { oursMs: await timeOf(ours, count), peerMs: await timeOf(peer, count) };
	await n8n.unpublish(id);
	return times;
}

/** @throws Error when fewer are listed than there are */
async function timeOf(list: () => Promise<number>, least: number): Promise<number> {
	const times: number[] = [];
	for (let round = 0; round < LISTINGS; round += 1) {
		const askedAt = performance.now();
		const listed = await list();
		times.push(performance.now() - askedAt);
		if (listed < least) throw new Error(`Only ${listed} of ${least} workflows were listed.`);
	}
	return quantile(times, 0.5);
}
