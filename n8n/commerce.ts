import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ITriggerFunctions, Logger } from 'n8n-workflow';
import { n8nSqliteFile } from './runs/n8nSqliteFile.ts';
import { createStatusOfRun, type StatusOfRun } from './runs/statusOfRun.ts';
import { problemsIn } from '../engine/providers/problemsIn.ts';
import { stateLocation, type StateLocation } from '../engine/state/stateLocation.ts';
import { StateError } from '../engine/state/stateProblem.ts';
import { createEngineClient, THREAD_LIMITS, type EngineClient } from '../thread/client.ts';
import { occupy, type LiveTrigger } from './occupant.ts';

/** What all nodes of this package share in one n8n process. */
export type Commerce = {
	readonly engine: EngineClient;
	/** The triggers that are live in this process. */
	readonly live: Map<
		ITriggerFunctions,
		Pick<LiveTrigger, 'entityType'> & { readonly takeDown: () => Promise<void> }
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

/** Requests that come in the meantime are told the same, instead of trying each by itself. */
const RETRY_MS = 2_000;
const SAY_EVERY_MS = 60_000;

type Warn = (message: string, error: unknown) => void;

const now = () => Date.now();

/**
 * What opens the engine, once for each process.
 *
 * @returns throws StateError, or Error, in the words of whoever runs n8n, when there is no usable state database
 */
export function createCommerce(
	attachTrigger: AttachTrigger,
): (logger: Logger) => Promise<Commerce> {
	let opened: Promise<Commerce> | undefined;
	let said = { message: '', at: -Infinity };

	/** One line, not one for each request. */
	const sayOnce = (logger: Logger, error: unknown): void => {
		const message = error instanceof Error ? error.message : String(error);
		if (message === said.message && now() - said.at < SAY_EVERY_MS) return;
		said = { message, at: now() };
		logger.error(`Commerce: ${message}`);
	};

	return async (logger) =>
		await (opened ??= open(logger, attachTrigger).catch((error: unknown) => {
			const failed = opened;
			// Who comes later tries again: a database server may only have been late.
			void setTimeout(RETRY_MS, undefined, { ref: false }).then(() => {
				if (opened === failed) opened = undefined;
			});
			sayOnce(logger, error);
			throw error;
		}));
}

async function open(logger: Logger, attachTrigger: AttachTrigger): Promise<Commerce> {
	const isQueueMode = process.env.EXECUTIONS_MODE === 'queue';
	const userFolder = join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');
	const state = whereState(userFolder);
	const warn: Warn = (message, error) => logger.warn(`Commerce: ${message}: ${problemsIn(error)}`);

	const engine = createEngineClient(
		{ state, processId: randomUUID(), isQueueMode },
		(message, said) => logger.warn(`Commerce: ${message}: ${said}`),
		THREAD_LIMITS,
		(message) => logger.info(`Commerce: ${message}`),
	);
	try {
		await engine.ask('open', null);
	} catch (error) {
		await engine.close();
		throw error;
	}
	const runs = createStatusOfRun(process.env, userFolder);
	const shared: Commerce = {
		live: new Map(),
		now,
		isAlone: !isQueueMode,
		statusOfRun: runs.statusOfRun,
		engine,
		async retire() {
			await engine.retire();
			await runs.close();
		},
	};
	await takeThePlace(shared, attachTrigger, warn);
	return shared;
}

/** From now on, this copy of the package serves all triggers of the process. */
async function takeThePlace(
	shared: Commerce,
	attachTrigger: AttachTrigger,
	warn: Warn,
): Promise<void> {
	const inherited = occupy({
		retire() {
			const triggers = [...shared.live].map(([context, { entityType }]) => ({
				context,
				entityType,
			}));
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
				`"${trigger.context.getWorkflow().name}" gets no events after the update of this package until it is published again`,
				error,
			),
		);
	}
}

/** @throws StateError where it would be n8n's own file, which n8n has open with another copy of SQLite */
function whereState(userFolder: string): StateLocation {
	const location = stateLocation(process.env, userFolder);
	const own = n8nSqliteFile(process.env, userFolder);
	if (location.kind === 'sqlite' && own !== null && real(location.file) === real(own)) {
		throw new StateError(
			`COMMERCE_DATABASE_URL names n8n's own database, ${own}, which two programs in one process must not open: it would be damaged. Name another file, such as sqlite:${join(userFolder, 'commerce.sqlite')}.`,
		);
	}
	return location;
}

const real = (file: string) => (existsSync(file) ? realpathSync(file) : resolve(file));
