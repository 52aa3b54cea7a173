import { setTimeout as wait } from 'node:timers/promises';
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { problemsIn } from '../../engine/providers/problemsIn.ts';
import { warnSeldom } from '../../engine/warnSeldom.ts';
import { occupant } from '../../n8n/occupant.ts';
import { attachTrigger } from '../shared/attachTrigger.ts';
import { commerce } from '../shared/commerce.ts';
import { isN8nStarting } from '../shared/isN8nStarting.ts';
import { importInForm } from '../shared/importForm.ts';

const AGAIN_MS = 10_000;

/**
 * Has the store imported from for as long as its workflow is published. A state that cannot be used yet fails
 * nothing here: n8n would take the webhooks out of the store, and answer it 404 instead of 503.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export async function startImports(context: ITriggerFunctions): Promise<ITriggerResponse> {
	// A test in the editor shows what the store posts.
	if (context.getMode() === 'manual') return {};
	// What cannot be is refused as it is published.
	importInForm(context);
	const isRestart = isN8nStarting(context);
	const warn = warnSeldom((message, error) =>
		context.logger.warn(`Commerce: ${message}: ${problemsIn(error)}`),
	);
	const closing = new AbortController();
	const { signal } = closing;
	const attach = async (): Promise<void> => {
		while (!signal.aborted) {
			try {
				// Where it cannot be had, the log says why.
				const shared = await commerce(context.logger).catch(() => null);
				if (signal.aborted) return;
				if (shared !== null) {
					await attachTrigger(shared, { context, entityType: 'Store' }, isRestart);
					if (signal.aborted) await occupant()?.takeDown(context);
					return;
				}
			} catch (error) {
				warn(`"${context.getWorkflow().name}" is not imported from yet`, error);
			}
			await wait(AGAIN_MS, undefined, { ref: false, signal }).catch(() => {});
		}
	};
	void attach();
	return {
		async closeFunction() {
			closing.abort();
			// After an update of the package, another copy of it serves the trigger.
			await occupant()?.takeDown(context);
		},
	};
}
