import {
	NodeOperationError,
	WAIT_INDEFINITELY,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { commerce } from '../shared/commerce.ts';
import { spaceOf } from '../shared/spaceOf.ts';

const UNITS_MS: Readonly<Record<string, number>> = {
	seconds: 1_000,
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
};

const LONGEST_LIMIT_MS = 365 * 86_400_000;

/** Puts the run to sleep, and writes down how to wake it. */
export async function pauseRun(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { engine, now } = await commerce(context.logger);
	const nowMs = now();
	const limitMs = readLimit(context);
	const until = limitMs === null ? null : nowMs + limitMs;
	const resumeUrl = resumeLink(context);
	await engine.ask('pause', {
		executionId: context.getExecutionId(),
		nodeId: context.getNode().id,
		space: await spaceOf(context),
		workflowId: context.getWorkflow().id ?? '',
		resumeUrl,
		pausedAt: nowMs,
		until,
	});
	const pause = { resumeUrl, until: until === null ? null : new Date(until).toISOString() };
	const items = context.getInputData().map(
		(item, index): INodeExecutionData => ({
			...item,
			json: { ...item.json, pause },
			pairedItem: { item: index },
		}),
	);
	// When the time is up, n8n hands on what it finds here without asking the node: nothing through the
	// first output, everything through the second.
	const execution = context.getExecuteData();
	execution.data.main = [[], items];
	execution.metadata = { ...execution.metadata, forwardAllOutputs: true };
	await context.putExecutionToWait(until === null ? WAIT_INDEFINITELY : new Date(until));
	return [items, []];
}

/** @returns `null` for no limit */
function readLimit(context: IExecuteFunctions): number | null {
	if (context.getNodeParameter('hasTimeLimit', 0) !== true) return null;
	const limit = Number(context.getNodeParameter('amount', 0));
	const limitMs = limit * (UNITS_MS[String(context.getNodeParameter('unit', 0))] ?? Number.NaN);
	if (limitMs > 0 && limitMs <= LONGEST_LIMIT_MS) return limitMs;
	throw new NodeOperationError(context.getNode(), `"Limit" is ${limit}`, {
		description: 'Give a time above 0 and of at most 365 days, or switch "Limit Wait Time" off.',
	});
}

function resumeLink(context: IExecuteFunctions): string {
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	url.pathname = `${url.pathname.replace(/\/$/, '')}/resume`;
	return url.toString();
}
