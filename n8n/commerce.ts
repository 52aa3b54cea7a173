import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ITriggerFunctions, Logger } from 'n8n-workflow';
import { encryptionKey } from './encryptionKey.ts';
import { n8nSqliteFile } from './runs/n8nSqliteFile.ts';
import { createStatusOfRun, type OpenStatusOfRun, type StatusOfRun } from './runs/statusOfRun.ts';
import { problemsIn } from '../engine/providers/problemsIn.ts';
import { stateLocation, type StateLocation } from '../engine/state/stateLocation.ts';
import { StateError } from '../engine/state/stateProblem.ts';
import { createEngineClient, THREAD_LIMITS, type EngineClient } from '../thread/client.ts';
import { occupy, type LiveTrigger } from './occupant.ts';
import { userFolder } from './userFolder.ts';

/** What all nodes of this package share in one n8n process. */
export type Commerce = {
	readonly engine: EngineClient;
	/** The triggers that are live in this process. */
	readonly live: Map<
		ITriggerFunctions,
		Pick<LiveTrigger, 'entityType'> & {
			readonly takeDown: () => Promise<void>;
			/** Ends what goes on by itself for it, where another copy of this package is to serve it. */
			readonly retire?: () => void;
		}
	>;
	readonly now: () => number;
	/** True where no other process of n8n works on the same state: without queue mode. */
	readonly isAlone: boolean;
	/** How n8n remembers a run. */
	readonly statusOfRun: StatusOfRun;
	/** Ends whatever goes on by itself, once what is under way has been written down. */
	retire(): Promise<void>;
};

/** Lets a trigger that a copy before this one has started get what it wants. */
export type AttachTrigger = (
	shared: Commerce,
	trigger: LiveTrigger,
	isRestart: boolean,
) => Promise<void>;

const SAY_EVERY_MS = 60_000;

type Warn = (message: string, error: unknown) => void;

const now = () => Date.now();

/** How nodes reach the engine of their process. */
export type Reach = {
	/**
	 * The engine, for what needs no state.
	 *
	 * @throws StateError where its state would be n8n's own database
	 */
	readonly engine: (logger: Logger) => EngineClient;
	/**
	 * What works on the state, opened once.
	 *
	 * @throws StateError, or Error, in the words of whoever runs n8n, when there is no usable state database
	 */
	readonly commerce: (logger: Logger) => Promise<Commerce>;
};

/** One for each process, and each copy of the package in it. */
export function createReach(attachTrigger: AttachTrigger): Reach {
	let started: EngineClient | undefined;
	let opened: Promise<Commerce> | undefined;
	let said = { message: '', at: -Infinity };

	/** One line, not one for each request. */
	const sayOnce = (logger: Logger, error: unknown): void => {
		const message = error instanceof Error ? error.message : String(error);
		if (message === said.message && now() - said.at < SAY_EVERY_MS) return;
		said = { message, at: now() };
		logger.error(`Commerce: ${message}`);
	};
	let known: OpenStatusOfRun | undefined;
	const runs = () => (known ??= createStatusOfRun(process.env, userFolder()));
	const engine = (logger: Logger) => (started ??= startEngine(logger, runs().statusOfRun));

	return {
		engine,
		commerce: async (logger) =>
			await (opened ??= open(logger, engine, runs(), attachTrigger).catch((error: unknown) => {
				// Who comes later asks again: a database server may only have been late.
				opened = undefined;
				sayOnce(logger, error);
				throw error;
			})),
	};
}

function startEngine(logger: Logger, runOf: StatusOfRun): EngineClient {
	return createEngineClient(
		{
			state: whereState(userFolder()),
			processId: randomUUID(),
			isQueueMode: isQueueMode(),
			silentFloorMs: silentFloorMs(),
			secretsKey: encryptionKey(process.env, userFolder()),
		},
		(message, said) => logger.warn(`Commerce: ${message}: ${said}`),
		THREAD_LIMITS,
		(message) => logger.info(`Commerce: ${message}`),
		async (keys) => {
			const found = await Promise.all(keys.map(async (key) => [key, await runOf(key)] as const));
			return new Map(found.flatMap(([key, run]) => (run === null ? [] : [[key, run] as const])));
		},
	);
}

async function open(
	logger: Logger,
	engineOf: Reach['engine'],
	runs: OpenStatusOfRun,
	attachTrigger: AttachTrigger,
): Promise<Commerce> {
	const engine = engineOf(logger);
	await engine.ask('open', null);
	const shared: Commerce = {
		live: new Map(),
		now,
		isAlone: !isQueueMode(),
		statusOfRun: runs.statusOfRun,
		engine,
		async retire() {
			await engine.retire();
			await runs.close();
		},
	};
	await takeThePlace(shared, attachTrigger, (message, error) =>
		logger.warn(`Commerce: ${message}: ${problemsIn(error)}`),
	);
	return shared;
}

/** `COMMERCE_SILENT_HOURS` overrides how long a store may be silent, however busy it is. */
function silentFloorMs(): number | undefined {
	const hours = Number(process.env.COMMERCE_SILENT_HOURS ?? Number.NaN);
	return hours > 0 && Number.isFinite(hours) ? hours * 3_600_000 : undefined;
}

const isQueueMode = () => process.env.EXECUTIONS_MODE === 'queue';

/** From now on, this copy of the package serves all triggers of the process. */
async function takeThePlace(
	shared: Commerce,
	attachTrigger: AttachTrigger,
	warn: Warn,
): Promise<void> {
	const inherited = occupy({
		retire() {
			const triggers = [...shared.live].map(([context, { entityType, retire }]) => {
				retire?.();
				return { context, entityType };
			});
			shared.live.clear();
			shared
				.retire()
				.catch((error: unknown) => warn('The copy before an update is still open', error));
			return triggers;
		},
		async takeDown(context) {
			const trigger = shared.live.get(context);
			shared.live.delete(context);
			await trigger?.takeDown();
		},
	});
	for (const trigger of inherited) {
		await attachTrigger(shared, trigger, true).catch((error: unknown) =>
			warn(
				`"${trigger.context.getWorkflow().name}" ${trigger.entityType === 'Store' ? 'is not imported from' : 'gets no events'} after the update of this package until it is published again`,
				error,
			),
		);
	}
}

/** @throws StateError where it would be n8n's own file, which n8n has open with another copy of SQLite */
function whereState(folder: string): StateLocation {
	const location = stateLocation(process.env, folder);
	const own = n8nSqliteFile(process.env, folder);
	if (location.kind === 'sqlite' && own !== null && real(location.file) === real(own)) {
		throw new StateError(
			`COMMERCE_DATABASE_URL names n8n's own database, ${own}, which two programs in one process must not open: it would be damaged. Name another file, such as sqlite:${join(folder, 'commerce.sqlite')}.`,
		);
	}
	return location;
}

const real = (file: string) => (existsSync(file) ? realpathSync(file) : resolve(file));
