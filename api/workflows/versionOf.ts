import { createHash } from 'node:crypto';
import type { N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import type { Match } from '../http/ifMatch.ts';
import { ApiError } from '../http/apiError.ts';

/** What tells a state of a workflow from every other one: also a change in n8n that the API knows nothing of. */
export function versionOf(workflow: N8nWorkflow): string {
	const { name, nodes, connections, settings, active, hasDraft = false, tags } = workflow;
	return digestOf([name, nodes, connections, settings, active, hasDraft, tags]);
}

/** A short text that is another one for everything else that JSON can say. */
export const digestOf = (said: unknown): string =>
	createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22);

/** @throws ApiError 412 where a caller names another version than the one that there is */
export function requireVersion(workflow: N8nWorkflow, ifMatch: Match): void {
	if (ifMatch !== null) requireTag(ifMatch, versionOf(workflow), 'workflow');
}

/** @throws ApiError 412 where a thing is none of the versions that a caller names */
export function requireTag(ifMatch: readonly string[], tag: string, thing: string): void {
	if (ifMatch.includes('*') || ifMatch.includes(tag)) return;
	throw new ApiError(
		'PRECONDITION_FAILED',
		`If-Match: the ${thing} has been changed since it was read. Read it again, make the change anew, and send it with the new ETag.`,
	);
}
