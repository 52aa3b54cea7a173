'use strict';
// Preloaded into n8n by `node --require`. On the socket BENCH_PROBE it tells how busy n8n's thread has been
// since it was last asked, and takes CPU profiles of that thread.
const { Session } = require('node:inspector/promises');
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');
const { text } = require('node:stream/consumers');
const { isMainThread } = require('node:worker_threads');

const RESOLUTION_MS = 1;

// NODE_OPTIONS reaches n8n's task runners and threads, too.
if (isMainThread && process.env.BENCH_PROBE && process.argv[2] === 'start') {
	listen(process.env.BENCH_PROBE);
}

function listen(socketPath) {
	const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delay.enable();
	let since = lookAtClocks();
	let session;

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
		await session.post('Profiler.enable');
		await session.post('Profiler.start');
		return {};
	}

	async function endProfile(file) {
		const { profile } = await session.post('Profiler.stop');
		session.disconnect();
		writeFileSync(file, JSON.stringify(profile));
		return {};
	}

	const orders = { look, startProfile, endProfile };
	const server = createServer({ allowHalfOpen: true }, async (socket) => {
		const { order, file } = JSON.parse(await text(socket));
		socket.end(JSON.stringify(await orders[order](file)));
	});
	server.listen(socketPath).unref();
}

function lookAtClocks() {
	const { user, system } = process.cpuUsage();
	return { at: performance.now(), loop: performance.eventLoopUtilization(), cpu: user + system };
}
