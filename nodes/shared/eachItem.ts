import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failureOf, type Failure } from '../../engine/actions/actionError.ts';
import {
	ACTION_KINDS,
	outcomeOf,
	outcomeOfFailure,
	type ActionKind,
	type ActionOutcome,
	type KeptKind,
} from '../../engine/actions/actionOutcome.ts';
import type { ToldFailure } from '../../engine/deliveries/toldFailure.ts';
import { obstacleIn } from '../../n8n/runs/obstacleIn.ts';
import { commerceEventOf } from './commerceEventOf.ts';
import { isManualRun } from './manualRun.ts';
import { failRun, nodeErrorOf } from './nodeErrors.ts';
import { perform } from './perform.ts';
import { hintAt, noteAtExecution, type ItemResult } from './tellOfRun.ts';

/** How the items of a run are worked on, and how the output shows what came of them. */
export type ItemLoop = {
	/** As in "2 of 3 e-mails could not be sent". */
	readonly what: string;
	/** How many items are under way at once; 1 where it is not given. */
	readonly width?: number;
	/** Under which name the result stands beside the item's data; in place of the data where it is not given. */
	readonly beside?: string;
	/** As what it is kept that an item has failed; as what stands beside the items where it is not given. */
	readonly kind?: KeptKind;
	/** The result of an item that failed. */
	readonly failed?: (failure: Failure) => IDataObject;
	/** A file of a result, to be looked at; it stands beside the files of the item under this name. */
	readonly file?: readonly [name: string, of: (result: object) => IBinaryData | null];
	/** Whether the run does its action once, for its first item. */
	readonly isOnce?: boolean;
};

/**
 * Does something with each item, and puts what came of it out in the order of the items, with their files.
 *
 * An item that fails does not keep the others from being worked on. Without *continue on fail* the run then
 * fails as a whole; when it is tried again, what was done once is not done twice.
 *
 * @param run gives the result of one item, or several
 */
export async function eachItem(
	context: IExecuteFunctions,
	{
		what,
		width = 1,
		beside,
		kind = kindOf(beside),
		failed = () => ({}),
		file,
		isOnce = false,
	}: ItemLoop,
	run: (itemIndex: number) => Promise<object | readonly object[]>,
): Promise<INodeExecutionData[][]> {
	const node = context.getNode();
	const given = context.getInputData();
	const items = isOnce ? given.slice(0, 1) : given;
	const output: INodeExecutionData[][] = items.map(() => []);
	const noted: NoteableOutcome[] = [];
	const results: ItemResult[] = [];
	const failures: Array<{ itemIndex: number; error: Error }> = [];
	// n8n takes an item with an `error` to the error output, but without such an output it throws the
	// item's data away.
	const hasErrorOutput = node.onError === 'continueErrorOutput';

	const note = (itemIndex: number, outcome: ActionOutcome | null, failure?: Failure) => {
		if (outcome !== null) noted.push({ itemIndex, outcome, failure });
	};
	const put = (itemIndex: number, result: object, error?: Error) => {
		results.push({ itemIndex, result });
		const { json, binary: held } = items[itemIndex]!;
		const binary = withFile(held, file, result);
		output[itemIndex]!.push({
			json: {
				...(beside === undefined ? result : { ...json, [beside]: result }),
				...(error && { error: error.message }),
			},
			pairedItem: { item: itemIndex },
			...(binary && { binary }),
			...(error && hasErrorOutput && { error: error as INodeExecutionData['error'] }),
		});
	};
	const waiting = items.keys();
	const work = async () => {
		for (const itemIndex of waiting) {
			try {
				for (const result of [await run(itemIndex)].flat()) {
					put(itemIndex, result);
					if (isActionKind(beside)) note(itemIndex, outcomeOf(beside, result));
				}
			} catch (caught) {
				const error = nodeErrorOf(node, caught, itemIndex);
				failures.push({ itemIndex, error });
				const failure = { ...failureOf(caught), message: error.message };
				put(itemIndex, failed(failure), error);
				if (!isManualRun(context)) note(itemIndex, outcomeOfFailure(failure), failure);
			}
		}
	};
	await Promise.all(Array.from({ length: width }, work));
	const fails = failures.length > 0 && !context.continueOnFail();
	hintAt(context, results);
	if (isActionKind(beside)) noteAtExecution(context, beside, results);
	if (isActionKind(beside) || fails) {
		const kept = keepOutcomes(context, kind, noted, fails);
		const warned = kept.catch((error: Error) =>
			context.logger.warn(`Commerce: What came of actions could not be kept: ${error.message}`),
		);
		// By what failed it is decided whether the event is tried again. What was done is known to the ledger.
		if (fails) await warned;
	}
	if (fails) throw failRun(node, items.length, failures, what);
	return [output.flat()];
}

/** A file that is there already keeps its name. */
function withFile(
	held: INodeExecutionData['binary'],
	file: ItemLoop['file'],
	result: object,
): INodeExecutionData['binary'] {
	const [name = '', of] = file ?? [];
	const made = of?.(result) ?? null;
	if (made === null) return held;
	let free = name;
	for (let number = 2; held !== undefined && Object.hasOwn(held, free); number += 1) {
		free = `${name}${number}`;
	}
	return { ...held, [free]: made };
}

/** Reads what is the same for all items once a run: n8n finds and decrypts a credential anew for each who asks. */
export function onceARun<T>(read: () => Promise<T>): () => Promise<T> {
	let reading: Promise<T> | undefined;
	return async () => await (reading ??= read());
}

type NoteableOutcome = {
	readonly itemIndex: number;
	readonly outcome: ActionOutcome;
	readonly failure: Failure | undefined;
};

const isActionKind = (beside: string | undefined): beside is ActionKind =>
	(ACTION_KINDS as readonly (string | undefined)[]).includes(beside);

const kindOf = (beside: string | undefined): KeptKind => (isActionKind(beside) ? beside : 'store');

/** Has it written down what came of actions for events. */
async function keepOutcomes(
	context: IExecuteFunctions,
	action: KeptKind,
	noted: readonly NoteableOutcome[],
	runFails: boolean,
): Promise<void> {
	const obstacle = runFails ? obstacleIn(context) : null;
	const outcomes = noted.flatMap(({ itemIndex, outcome, failure }) => {
		const event = commerceEventOf(context, itemIndex)?.event;
		if (event === undefined || event.isSample) return [];
		const told = runFails && failure !== undefined ? toldOf(failure, obstacle) : null;
		return [{ ...outcome, eventId: event.id, attempt: event.attempt, told }];
	});
	const { id: workflowId } = context.getWorkflow();
	if (outcomes.length === 0 || !workflowId) return;
	await perform(context, 'noteOutcomes', {
		workflowId,
		executionId: context.getExecutionId(),
		nodeName: context.getNode().name,
		action,
		outcomes,
	});
}

function toldOf(
	{ retryable, retryAfterMs, isLeftAlone }: Failure,
	obstacle: string | null,
): ToldFailure {
	const notBefore = retryAfterMs === null ? null : Date.now() + retryAfterMs;
	return { isPassing: retryable, notBefore, isLeftAlone, obstacle };
}
