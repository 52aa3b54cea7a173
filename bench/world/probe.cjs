'use strict';
// Preloaded into n8n by `node --require`. On the socket BENCH_PROBE it tells how busy n8n's thread has been
// since it was last asked, and takes CPU profiles of that thread and of the engine's.
const { Session } = require('node:inspector/promises');
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');
const { text } = require('node:stream/consumers');
const { isMainThread } = require('node:worker_threads');

const RESOLUTION_MS = 1;
/** The name of the thread. */
const ENGINE = 'commerce-engine';

// NODE_OPTIONS reaches n8n's task runners and threads, too.
if (isMainThread && process.env.BENCH_PROBE && process.argv[2] === 'start') {
	listen(process.env.BENCH_PROBE);
}

function listen(socketPath) {
	const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delay.enable();
	let since = lookAtClocks();
	let session = null;
	let engine = null;

	function look() {
		const now = lookAtClocks();
		const seconds = (now.at - since.at) / 1_000;
		const loop = performance.eventLoopUtilization(now.loop, since.loop);
		// The histogram holds the time between two ticks of a timer: what is above its interval is delay.
		const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
		const seen = {
			seconds,
			p50Ms: late(delay.percentile(50)),
			p99Ms: late(delay.percentile(99)),
			maxMs: late(delay.max),
			utilization: loop.utilization,
			cpus: (now.cpu - since.cpu) / 1e6 / seconds,
			rssMb: process.memoryUsage.rss() / 1e6,
		};
		delay.reset();
		since = now;
		return seen;
	}

	async function startProfile() {
		session = new Session();
		session.connect();
		engine = await engineOf(session);
		for (const thread of threads()) {
			await thread.post('Profiler.enable');
			await thread.post('Profiler.start');
		}
		return {};
	}

	/** Writes one file for each thread. */
	async function endProfile(files) {
		for (const [index, thread] of threads().entries()) {
			const { profile } = await thread.post('Profiler.stop');
			writeFileSync(files[index], JSON.stringify(profile));
		}
		session.disconnect();
		return {};
	}

	const threads = () => [session, engine].filter((thread) => thread !== null);

	const orders = { look, startProfile, endProfile };
	const server = createServer({ allowHalfOpen: true }, async (socket) => {
		const { order, files } = JSON.parse(await text(socket));
		socket.end(JSON.stringify(await orders[order](files)));
	});
	server.listen(socketPath).unref();
}

function lookAtClocks() {
	const { user, system } = process.cpuUsage();
	return { at: performance.now(), loop: performance.eventLoopUtilization(), cpu: user + system };
}

/** The inspector of the thread of this package's engine; `null` where none is under way. */
async function engineOf(session) {
	let sessionId;
	let lastId = 0;
	const asked = new Map();
	session.on('NodeWorker.attachedToWorker', ({ params }) => {
		if (params.workerInfo.title.endsWith(ENGINE)) sessionId = params.sessionId;
	});
	session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
		const { id, result } = JSON.parse(params.message);
		asked.get(id)?.(result);
		asked.delete(id);
	});
	await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
	if (sessionId === undefined) return null;
	return {
		async post(method) {
			const id = (lastId += 1);
			const message = JSON.stringify({ id, method });
			const answered = new Promise((resolve) => asked.set(id, resolve));
			await session.post('NodeWorker.sendMessageToWorker', { sessionId, message });
			return await answered;
		},
	};
}
