import type { IHookFunctions, ITriggerFunctions } from 'n8n-workflow';

/** Whether n8n starts a node because n8n itself starts, or becomes the main process, and not because somebody has published the workflow. */
export const isN8nStarting = (
	context: Pick<IHookFunctions | ITriggerFunctions, 'getActivationMode'>,
) => ['init', 'leadershipChange'].includes(context.getActivationMode());
