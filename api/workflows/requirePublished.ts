import type { N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import { ApiError } from '../http/apiError.ts';

/** @throws ApiError 409 where a change of ours would overwrite one that somebody has not published yet */
export function requirePublished({ name, hasDraft }: N8nWorkflow): void {
	if (!hasDraft) return;
	throw new ApiError(
		'CONFLICT',
		`Somebody has changed the workflow "${name}" in n8n and has not published that yet. Publish it there, or take the change back, and ask again.`,
	);
}
