import { getEvent } from '../endpoints/events/getEvent.ts';
import { listAlerts } from '../endpoints/events/listAlerts.ts';
import { listDeadLetters } from '../endpoints/events/listDeadLetters.ts';
import { listEvents } from '../endpoints/events/listEvents.ts';
import { listRefusedMessages } from '../endpoints/events/listRefusedMessages.ts';
import { orderTimeline } from '../endpoints/events/orderTimeline.ts';
import { replayEvent } from '../endpoints/events/replayEvent.ts';
import { retryDeadLetter } from '../endpoints/events/retryDeadLetter.ts';
import { listIntegrations } from '../endpoints/integrations/listIntegrations.ts';
import { health } from '../endpoints/service/health.ts';
import { configureWorkflow } from '../endpoints/workflows/configureWorkflow.ts';
import { dryRun } from '../endpoints/workflows/dryRun.ts';
import { getWorkflow } from '../endpoints/workflows/getWorkflow.ts';
import { listConfigured } from '../endpoints/workflows/listConfigured.ts';
import { listTriggers } from '../endpoints/workflows/listTriggers.ts';
import { possibilities } from '../endpoints/workflows/possibilities.ts';
import { listPauses, resumePause } from '../endpoints/workflows/pauses.ts';
import { disableWorkflow, enableWorkflow } from '../endpoints/workflows/switchWorkflow.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { ofConfigure, ofDeadLetter, ofPause, ofReplay, ofSwitch, type DryRun } from './dryRuns.ts';

/** What an agent may call: an endpoint of the REST API, in words for an agent. */
export type Tool = {
	readonly name: string;
	readonly title: string;
	readonly description: string;
	readonly endpoint: Endpoint;
	/** Arguments that are always the same, and are not offered. */
	readonly fixed?: Readonly<Record<string, unknown>>;
	/** Arguments that are not offered. */
	readonly without?: readonly string[];
	/** Of one that changes something. */
	readonly change?: {
		/** Tells what would be done, and does nothing. */
		readonly dryRun: DryRun;
		/** Whether what it does cannot be taken back by a further call. */
		readonly isDestructive: boolean;
	};
};

/** Of the feed, which is for programs that follow the shop. */
const FEED = ['after', 'items'];

const looking: readonly Tool[] = [
	{
		name: 'get_order_timeline',
		title: 'What happened to an order',
		description:
			'Begin here when asked about an order, such as why a customer got no mail. Everything that is known about the orders of a number, the oldest first: events, the runs of workflows that they started with their errors, mails that were sent or skipped and why, what waits for its next try or at a pause. An event with no run started no workflow: ask explain_event with its id for the reason.',
		endpoint: orderTimeline,
	},
	{
		name: 'explain_event',
		title: 'Why an event did or did not start workflows',
		description:
			'One event with its data, and what became of it: `deliveries` with each attempt and its error (`dead` is a dead letter), `actions` with each mail, push and webhook that was done, skipped or failed and why, and `notStarted`: for each other trigger why it did not start, such as the condition that was not met, or a workflow that is not published.',
		endpoint: getEvent,
	},
	{
		name: 'find_orders',
		title: 'Find orders by customer or product',
		description:
			"Events of orders, the newest first, by the customer's e-mail address or a SKU: `about` is the number of the order, `id` the event. Where the number is known, get_order_timeline tells more.",
		endpoint: listEvents,
		fixed: { entityType: 'Order' },
		without: FEED,
	},
	{
		name: 'list_events',
		title: 'What happened in the stores',
		description:
			'Events of orders, shipments, customers and products of the last 14 days, the newest first. A page may be empty and have a nextCursor all the same: go on with it.',
		endpoint: listEvents,
		without: FEED,
	},
	{
		name: 'list_workflows',
		title: 'Workflows of one entity type',
		description:
			'Workflows that start on events of an entity type (Order, Shipment, Customer, Product, or Alert), with trigger, conditions, actions, whether each is switched on (`isActive`), and how many of its runs failed.',
		endpoint: listConfigured,
	},
	{
		name: 'get_workflow',
		title: 'One workflow',
		description:
			'One workflow with its `configuration`: what configure_workflow takes to leave it as it is.',
		endpoint: getWorkflow,
	},
	{
		name: 'dry_run_workflow',
		title: 'What a workflow would have done',
		description:
			'Which of the last stored events (or which one `event`) would have started a workflow, why the others would not, and what it would have sent. Either `workflow`, or a description of one. Nothing is started and nothing is sent.',
		endpoint: dryRun,
	},
	{
		name: 'list_triggers',
		title: 'What can start a workflow',
		description: 'The triggers of an entity type, with their codes.',
		endpoint: listTriggers,
	},
	{
		name: 'get_possibilities',
		title: 'What a workflow can be made of',
		description:
			'For an entity type: the triggers, the fields with their types and values and the operators for conditions, the actions with what each takes, and the templates. To be asked before configure_workflow.',
		endpoint: possibilities,
	},
	{
		name: 'list_stores',
		title: 'Connected stores',
		description:
			'The stores, whether each is switched on, when it last sent something, and its last error.',
		endpoint: listIntegrations,
	},
	{
		name: 'list_dead_letters',
		title: 'What failed for good',
		description:
			'Events that a workflow could not deal with, with the last error. retry_dead_letter tries one again.',
		endpoint: listDeadLetters,
	},
	{
		name: 'list_pauses',
		title: 'What waits for somebody',
		description:
			'Runs that wait at a Commerce Pause, those that began last first. A run of an event (explain_event, get_order_timeline) whose executionId is here has not gone on yet. resume_pause lets one go on.',
		endpoint: listPauses,
	},
	{
		name: 'list_refused_messages',
		title: 'What stores sent and was not taken',
		description:
			'Messages of stores of which nothing was made, with the reason: a wrong secret, a wrong clock, a body that cannot be read. For an order that is not known at all.',
		endpoint: listRefusedMessages,
	},
	{
		name: 'list_alerts',
		title: 'What the merchant has to know of',
		description:
			'Problems with their cause and the next step. `open` is `true` for those that are there now.',
		endpoint: listAlerts,
	},
	{
		name: 'get_health',
		title: 'Whether all works',
		description:
			'Whether the database, n8n, the stores, the workflows and the mail servers work, and what is wrong.',
		endpoint: health,
	},
];

const changing: readonly Tool[] = [
	{
		name: 'configure_workflow',
		title: 'Make or change a workflow',
		description:
			'Draws a workflow and publishes it; with `guid`, changes what is named in one. Customers get mails and webhooks are called by what it makes.',
		endpoint: configureWorkflow,
		change: { dryRun: ofConfigure, isDestructive: true },
	},
	{
		name: 'enable_workflow',
		title: 'Switch a workflow on',
		description: 'Publishes a workflow: it gets events from then on.',
		endpoint: enableWorkflow,
		change: { dryRun: ofSwitch(true), isDestructive: false },
	},
	{
		name: 'disable_workflow',
		title: 'Switch a workflow off',
		description: 'Unpublishes a workflow: it stays, and gets no events.',
		endpoint: disableWorkflow,
		change: { dryRun: ofSwitch(false), isDestructive: true },
	},
	{
		name: 'retry_dead_letter',
		title: 'Try again what failed',
		description:
			'Tries a dead letter again so that nothing is done twice. First see that the cause of its error is gone.',
		endpoint: retryDeadLetter,
		without: ['from'],
		change: { dryRun: ofDeadLetter, isDestructive: true },
	},
	{
		name: 'resume_pause',
		title: 'Let a paused run go on',
		description: 'Lets one run go on that waits at a Commerce Pause.',
		endpoint: resumePause,
		change: { dryRun: ofPause, isDestructive: true },
	},
	{
		name: 'replay_event',
		title: 'Deliver an event once more',
		description:
			'Delivers an event again to the published workflows that want it now. What was sent for it already is sent again only with `sendAgain`.',
		endpoint: replayEvent,
		without: ['preview'],
		change: { dryRun: ofReplay, isDestructive: true },
	},
];

/** Everything that agents may call, those that only look first. */
export const TOOLS: readonly Tool[] = [...looking, ...changing];
