import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { ActionError } from '../../engine/actions/actionError.ts';
import type {
	ActionArgs,
	ActionName,
	ActionResult,
	Outcome,
} from '../../engine/actions/actions.ts';
import { noteUnremembered } from '../../n8n/runs/obstacleIn.ts';
import { commerce } from './commerce.ts';
import type { EngineClient } from '../../thread/client.ts';
import type { AskedAction } from '../../thread/verbs.ts';

/** Doing one of these twice changes nothing. */
const TWICE_IS_ONCE: ReadonlySet<ActionName> = new Set([
	'composeWebhook',
	'findStatusTarget',
	'beginAction',
	'noteOutcomes',
	'savePushSubscription',
	'getEntity',
]);
/** It may be the action itself that the engine does not survive. */
const MOST_TRIES = 3;

/**
 * Asks the engine to do an action, which ends early where the run is cancelled. Where the engine's thread
 * ends meanwhile, it is asked again for what the other side knows by its id when it comes twice.
 *
 * @param args plain data
 * @throws ActionError
 */
export async function perform<Name extends ActionName>(
	context: IExecuteFunctions,
	name: Name,
	args: ActionArgs<Name>,
): Promise<ActionResult<Name>> {
	const { engine } = await commerce(context.logger);
	const id = randomUUID();
	const signal = context.getExecutionCancelSignal();
	const cancel = () => void engine.ask('cancel', id).catch(() => {});
	signal?.addEventListener('abort', cancel, { once: true });
	try {
		const asked = askFor(engine, { id, name, args });
		if (signal?.aborted) cancel();
		const outcome = (await asked) as Outcome<Name>;
		if (outcome.kind === 'done') {
			if (isUnremembered(args, outcome.result)) noteUnremembered(context);
			return outcome.result;
		}
		throw new ActionError(outcome.error.kind, outcome.error.message, outcome.error);
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
}

/** Whether something was sent of which nothing is recorded: it would be sent again when its run is repeated. */
function isUnremembered(args: object, result: unknown): boolean {
	const isUnknown = 'action' in args && args.action === null;
	return isUnknown && Number((result as { sent?: unknown }).sent) > 0;
}

async function askFor(engine: EngineClient, asked: AskedAction): Promise<Outcome> {
	// What was done is done, whatever becomes of the thread that has done it.
	if (asked.name === 'recordAction') return await engine.insist('perform', asked);
	const { action = null } = asked.args as { readonly action?: object | null };
	const mayRepeat = TWICE_IS_ONCE.has(asked.name) || action !== null;
	for (let tries = 1; ; tries += 1) {
		const answer = await engine.ask('perform', asked).catch((error: Error) => error);
		if (!(answer instanceof Error)) return answer;
		const isGone = answer.name === 'PeerGone';
		if (isGone && mayRepeat && tries < MOST_TRIES) continue;
		const details = { retryable: isGone, cause: answer };
		throw new ActionError(isGone ? 'unavailable' : 'unknown', answer.message, details);
	}
}
