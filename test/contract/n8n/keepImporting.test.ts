import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ITriggerFunctions, Logger } from 'n8n-workflow';
import type { ActionArgs } from '../../../engine/actions/actions.ts';
import { createReach } from '../../../n8n/commerce.ts';
import { keepImporting } from '../../../n8n/keepImporting.ts';
import { occupant, type LiveTrigger } from '../../../n8n/occupant.ts';
import type { EngineClient } from '../../../thread/client.ts';
import type { AskedAction } from '../../../thread/verbs.ts';
import { waitUntil } from '../../support/n8n.ts';

const ARGS = { guid: 'store' } as unknown as ActionArgs<'importMissed'>;

/** An engine that answers each import as a test says. */
function engineThat(answer: (asked: AskedAction) => Promise<unknown>) {
	const cancelled: string[] = [];
	const engine = {
		ask: async (verb: string, args: never) => {
			if (verb === 'cancel') return void cancelled.push(args);
			return await answer(args);
		},
	} as unknown as EngineClient;
	return { engine, cancelled };
}

const unexpected = (message: string, error: unknown) => {
	throw new Error(message, { cause: error });
};
const done = (nextInMs: number) => ({ kind: 'done', result: { nextInMs } });

describe('the timer of a store that is imported from', () => {
	it('asks again when the engine has said, and no more once the workflow is unpublished', async () => {
		let asked = 0;
		const { engine, cancelled } = engineThat(async () => done((asked += 1)));
		const stop = keepImporting(engine, async () => ARGS, unexpected);
		await waitUntil(() => asked === 2, { what: 'the second import' });
		stop();
		const before = asked;
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect([asked, cancelled]).toEqual([before, []]);
	});

	it('ends the import that is under way when the workflow is unpublished', async () => {
		const underWay = Promise.withResolvers<string>();
		const { engine, cancelled } = engineThat(async ({ id }) => {
			underWay.resolve(id);
			return await new Promise(() => {});
		});
		const stop = keepImporting(engine, async () => ARGS, unexpected);
		const id = await underWay.promise;
		stop();
		await waitUntil(() => cancelled.length === 1, { what: 'the import to be cancelled' });
		expect(cancelled).toEqual([id]);
	});

	it.each([
		[
			'the engine has ended',
			async () => await Promise.reject(new Error('The engine of the Commerce nodes ended')),
		],
		[
			'the state cannot be written',
			async () => ({ kind: 'failed', error: { message: 'The disk is full' } }),
		],
	])('fails nothing in n8n where %s: it is told once, and tried again', async (_, answer) => {
		const told: unknown[] = [];
		const { engine } = engineThat(answer);
		const stop = keepImporting(
			engine,
			async () => ARGS,
			(...each) => void told.push(each),
		);
		await waitUntil(() => told.length === 1, { what: 'the warning' });
		stop();
		expect(told).toEqual([[expect.stringContaining('tried again'), expect.any(Error)]]);
	});
});

describe('after an update of the package in n8n', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-update-'));
		process.env.N8N_USER_FOLDER = folder;
	});
	afterAll(async () => await rm(folder, { recursive: true, force: true }));

	it('the new copy imports from the stores, the old one no more, and closing the trigger ends it', async () => {
		const logger = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Logger;
		const context = { getWorkflow: () => ({ name: 'Shop' }) } as unknown as ITriggerFunctions;
		const working = new Set<string>();
		/** A copy of the package, as nodes use it. */
		const copy = (name: string) =>
			createReach(async (shared, trigger: LiveTrigger) => {
				working.add(name);
				const end = () => void working.delete(name);
				const { entityType } = trigger;
				shared.live.set(trigger.context, { entityType, takeDown: async () => end(), retire: end });
			});
		const [before, after] = [copy('before'), copy('after')];
		const old = await before.commerce(logger);
		old.live.set(context, {
			entityType: 'Store',
			takeDown: async () => void working.delete('before'),
			retire: () => void working.delete('before'),
		});
		working.add('before');

		const { engine } = await after.commerce(logger);
		expect([...working]).toEqual(['after']);
		await occupant()!.takeDown(context);
		expect([...working]).toEqual([]);
		await Promise.all([engine.close(), old.engine.close()]);
		// Two threads of the engine are started.
	}, 120_000);
});
