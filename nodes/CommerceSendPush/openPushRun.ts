import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGate, type Gate } from '../../engine/messages/push/createGate.ts';
import { PushError } from '../../engine/messages/push/pushError.ts';
import type { PushSender } from '../../engine/messages/push/sendPush.ts';
import type { PushRetries } from '../../engine/messages/push/sendPushes.ts';
import { vapidKeys } from '../../engine/messages/push/vapidKeys.ts';
import { createVapidTokens } from '../../engine/messages/push/vapidTokens.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { createRenderer, type Renderer } from '../../engine/templates/createRenderer.ts';
import { createTurns, type Turns } from '../shared/createTurns.ts';
import { commerce } from '../../n8n/commerce.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import { servicesOf } from './servicesOf.ts';

/** What the items of one run share. */
export type PushRun = {
	readonly sender: PushSender;
	readonly render: Renderer;
	readonly inTurn: Turns;
	/** Limits the notifications under way in the whole run. */
	readonly gate: Gate;
	/** The same limit, as a number. */
	readonly width: number;
	readonly retries: PushRetries;
	readonly space: string;
	/** Opened when it is first needed. */
	readonly database: () => Promise<OpenDatabase>;
};

/** A run that waits keeps its place in n8n: what takes longer is for the trigger's own retries. */
const RETRY_DELAYS_MS = [1_000, 5_000, 20_000];
const LONGEST_RETRY_MS = 120_000;

/** Kept from run to run: most runs send one notification. */
const tokens = createVapidTokens();

/** Reads what all items have in common. @throws PushError naming the field */
export async function openPushRun(context: IExecuteFunctions): Promise<PushRun> {
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	const width = options.concurrency ?? 20;
	if (typeof width !== 'number' || !Number.isInteger(width) || width < 1 || width > 100) {
		throw new PushError('setup', 'Concurrency has to be a whole number between 1 and 100.');
	}
	const now = () => Date.now();
	const signal = context.getExecutionCancelSignal();
	return {
		sender: {
			keys: vapidKeys(await context.getCredentials('commerceWebPushApi')),
			tokens,
			furtherServices: servicesOf(options.furtherServices),
			now,
		},
		render: createRenderer(),
		inTurn: createTurns(),
		gate: createGate(width),
		width,
		retries: {
			delaysMs: RETRY_DELAYS_MS,
			untilMs: now() + LONGEST_RETRY_MS,
			now,
			sleep: (milliseconds) => sleep(milliseconds, undefined, { ...(signal && { signal }) }),
		},
		space: await spaceOf(context),
		database: async () => (await commerce(context.logger)).database,
	};
}
