import type { ITriggerFunctions } from 'n8n-workflow';
import { problemsIn } from '../../engine/providers/problemsIn.ts';
import { integrationGuid } from '../../engine/inbox/integration.ts';
import type { Commerce } from '../../n8n/commerce.ts';
import { keepImporting } from '../../n8n/keepImporting.ts';
import { importInForm } from './importForm.ts';
import { readStoreKeys } from './readStore.ts';
import { spaceOf } from './spaceOf.ts';

/**
 * Lets the store of a Store Trigger that n8n has started be imported from, until the trigger is taken down.
 *
 * @param isRestart whether n8n has started the triggers of all other stores, too
 */
export async function attachImports(
	shared: Commerce,
	context: ITriggerFunctions,
	isRestart: boolean,
): Promise<void> {
	const form = importInForm(context);
	const space = await spaceOf(context);
	const guid = guidOf(context);
	// n8n starts a trigger once more without an end of the one before when its webhook could not be registered.
	for (const [other, { entityType, takeDown }] of shared.live) {
		if (entityType !== 'Store' || guidOf(other) !== guid) continue;
		shared.live.delete(other);
		await takeDown();
	}
	if (form === null) return;
	const { everyMs, ...wanted } = form;
	const rhythm = { everyMs, startedAt: shared.now(), isRestart };
	const stop = keepImporting(
		shared.engine,
		// Keys that were changed in n8n count from the next import on.
		async () => ({ ...wanted, space, guid, rhythm, keys: await keysIn(context) }),
		(message, error) =>
			context.logger.warn(
				`Commerce: "${context.getWorkflow().name}": ${message}: ${problemsIn(error)}`,
			),
	);
	shared.live.set(context, {
		entityType: 'Store',
		takeDown: async () => stop(),
		retire: stop,
	});
}

const guidOf = (context: ITriggerFunctions) =>
	integrationGuid(context.getWorkflow().id ?? '', context.getNode().id);

/** Errors by which n8n says that a credential is gone, or was encrypted by another key. Others pass. */
const OF_CREDENTIAL = /^Credential/;

const keysIn = async (context: ITriggerFunctions) =>
	await readStoreKeys(context).catch(async (error: Error) => {
		const names = [error.name, error.constructor.name];
		if (names.some((name) => OF_CREDENTIAL.test(name))) return { problem: error.message };
		return await Promise.reject(error);
	});
