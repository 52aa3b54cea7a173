import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { z } from 'zod/v4';
import { parseDelays } from '../../engine/deliveries/delays.ts';
import {
	DEFAULT_DELIVERY_OPTIONS,
	subscriptionId,
	type DeliveryOptions,
	type Subscription,
} from '../../engine/deliveries/subscription.ts';
import { triggerOf, type TriggerCode } from '../../engine/events/catalog.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { FIRST_THAT_UNDERSTANDS } from './conditionProperties.ts';
import { conditionsFromParameters } from './conditionsFromParameters.ts';
import { MOST_DRY_RUN_EVENTS } from './entityTriggerProperties.ts';

const optionsSchema = z.object({
	acknowledge: z
		.enum(['immediately', 'executionFinishes', 'executionFinishesSuccessfully'])
		.default(DEFAULT_DELIVERY_OPTIONS.acknowledge),
	eventsPerRun: z.number().int().min(1).max(500).default(DEFAULT_DELIVERY_OPTIONS.eventsPerRun),
	concurrentRuns: z.number().int().min(1).max(100).default(DEFAULT_DELIVERY_OPTIONS.concurrentRuns),
	keepOrder: z.boolean().default(DEFAULT_DELIVERY_OPTIONS.keepOrder),
	includeRaw: z.boolean().default(false),
	includeOwnUpdates: z.boolean().default(false),
	retryAfter: z.string().optional(),
	dryRunEvents: z.number().int().min(0).max(MOST_DRY_RUN_EVENTS).default(0),
});

/** What the form asks from version 3 on. */
const onFailureSchema = z.enum(['automatic', 'ownTimes', 'never', 'ignore']);
const FIRST_WITH_RETRIES = 3;
const DEFAULT_RETRY_AFTER = '10s, 1m, 10m, 1h, 6h';

const OPTION_NAMES: Readonly<Record<string, string>> = {
	acknowledge: 'Delivery Is Done When',
	eventsPerRun: 'Events per Run',
	concurrentRuns: 'Concurrent Runs',
	keepOrder: 'Keep Order',
	includeRaw: 'Include Raw',
	includeOwnUpdates: 'Include Own Updates',
	retryAfter: 'Retry After',
	dryRunEvents: 'Dry Run in Tests',
};

/** What the form of an entity trigger says. */
export type TriggerForm = {
	readonly subscription: Subscription;
	readonly options: DeliveryOptions;
	/** How many of the last events a test looks at; 0 where it starts with one of them. */
	readonly dryRunEvents: number;
};

/**
 * Reads the form of an entity trigger.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export function readSubscription(
	context: ITriggerFunctions,
	entityType: EntityType,
	space: string,
): TriggerForm {
	const workflow = context.getWorkflow();
	const node = context.getNode();
	const fail = (message: string, description: string) =>
		new NodeOperationError(node, message, { description });

	const codes = z.array(z.string()).parse(context.getNodeParameter('events', []));
	if (codes.length === 0) {
		throw fail('No event is chosen', 'Choose at least one entry under "Events".');
	}
	const unknown = codes.find((code) => triggerOf(code)?.entityType !== entityType);
	if (unknown !== undefined) {
		throw fail(
			`"${unknown}" is no event of this node`,
			'Choose entries of the list under "Events".',
		);
	}

	const parsed = optionsSchema.safeParse(context.getNodeParameter('options', {}));
	if (!parsed.success) {
		const { path, message } = parsed.error.issues[0]!;
		throw fail(`The option "${OPTION_NAMES[String(path[0])]}" is not valid`, message);
	}
	const { includeRaw, includeOwnUpdates, retryAfter, dryRunEvents, ...options } = parsed.data;
	const delaysIn = (text: string, field: string) =>
		rethrow(fail, `${field} is not valid`, () => parseDelays(text));

	return {
		subscription: {
			id: subscriptionId(workflow.id ?? '', node.id),
			space,
			workflowId: workflow.id ?? '',
			workflowName: workflow.name ?? '',
			nodeName: node.name,
			entityType,
			codes: codes as TriggerCode[],
			integrations: readIntegrations(context),
			conditions: rethrow(fail, 'The conditions are not valid', () =>
				conditionsFromParameters(
					(name) => context.getNodeParameter(name, undefined),
					entityType,
					node.typeVersion >= FIRST_THAT_UNDERSTANDS,
				),
			),
			includeRaw,
			includeOwnUpdates,
		},
		options: {
			...options,
			...(node.typeVersion >= FIRST_WITH_RETRIES
				? readOnFailure(context, (text) => delaysIn(text, '"Try Again After"'))
				: {
						retryDelaysMs:
							retryAfter === undefined
								? DEFAULT_DELIVERY_OPTIONS.retryDelaysMs
								: delaysIn(retryAfter, 'The option "Retry After"'),
					}),
		},
		dryRunEvents: node.typeVersion >= FIRST_WITH_RETRIES ? dryRunEvents : 0,
	};
}

/** What becomes of an event whose run fails. */
function readOnFailure(
	context: ITriggerFunctions,
	delaysIn: (text: string) => number[],
): Pick<DeliveryOptions, 'acknowledge' | 'retryDelaysMs'> {
	const onFailure = onFailureSchema.parse(context.getNodeParameter('onFailure', 'automatic'));
	if (onFailure === 'ignore') return { acknowledge: 'immediately', retryDelaysMs: 'automatic' };
	const acknowledge = 'executionFinishesSuccessfully';
	if (onFailure === 'automatic') return { acknowledge, retryDelaysMs: 'automatic' };
	if (onFailure === 'never') return { acknowledge, retryDelaysMs: [] };
	const given = context.getNodeParameter('retryAfter', DEFAULT_RETRY_AFTER);
	return { acknowledge, retryDelaysMs: delaysIn(String(given)) };
}

/** The chosen stores; `null` for all of them. */
function readIntegrations(context: ITriggerFunctions | ILoadOptionsFunctions): string[] | null {
	const guids = z.array(z.string()).parse(context.getNodeParameter('integrations', []));
	return guids.length === 0 ? null : guids;
}

function rethrow<T>(
	fail: (message: string, description: string) => Error,
	message: string,
	read: () => T,
): T {
	try {
		return read();
	} catch (error) {
		throw fail(message, error instanceof Error ? error.message : String(error));
	}
}
