import { createHash } from 'node:crypto';
import type { N8nWorkflow, N8nWorkflowDraft } from '../publicApi/n8nApi.ts';

const SEPARATOR = ':';
const EITHER = '|';

/**
 * What tells whether somebody has changed a workflow: its name, nodes, their places, connections and
 * settings. n8n may add settings of its own when it makes one, so those of a draft are not known.
 */
export function fingerprintOf(workflow: N8nWorkflowDraft | N8nWorkflow): string {
	const { name, nodes, connections, settings } = workflow;
	const content = {
		name,
		connections,
		nodes: nodes
			.map(({ credentials = {}, disabled = false, webhookId = null, ...node }) => ({
				...node,
				disabled,
				webhookId,
				// Not by name: a credential may be renamed.
				credentials: Object.entries(credentials).map(([type, { id }]) => [type, id]),
			}))
			.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
	};
	return [hashOf(content), 'id' in workflow ? hashOf(settings) : ''].join(SEPARATOR);
}

/** What is known while a workflow is changed: n8n may have done so, or not, when the answer is lost. */
export const eitherOf = (before: string, after: string): string => `${before}${EITHER}${after}`;

/** Whether a workflow is as it was when its fingerprint was taken. */
export function isUnchanged(workflow: N8nWorkflow, fingerprint: string): boolean {
	if (workflow.hasDraft === true) return false;
	const [contentNow, settingsNow] = fingerprintOf(workflow).split(SEPARATOR);
	return fingerprint.split(EITHER).some((each) => {
		const [content, settings] = each.split(SEPARATOR);
		return content === contentNow && (settings === '' || settings === settingsNow);
	});
}

const hashOf = (value: unknown) =>
	createHash('sha256')
		.update(JSON.stringify(sorted(value)))
		.digest('hex');

/** The order of keys is the database's. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, each]) => each !== undefined);
	return Object.fromEntries(
		entries
			.toSorted(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, each]) => [key, sorted(each)]),
	);
}
