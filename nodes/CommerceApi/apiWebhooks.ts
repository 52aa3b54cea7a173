import type { IWebhookDescription, WebhookType } from 'n8n-workflow';

/** The longest path of the API has seven segments; one more is answered by our own 404. */
const LONGEST_PATH = 8;

/**
 * All paths below the API's base. The node finds the endpoint by itself, so that what is no endpoint is
 * answered in the words of the API, too.
 *
 * n8n knows a path with parameters by the words it is made of alone, whatever node it belongs to. With the
 * workflow's id in the parameters' names, two of these nodes do not take each other's paths.
 */
export const apiWebhooks: IWebhookDescription[] = Array.from(
	{ length: LONGEST_PATH - 1 },
	(_, more) => {
		const parameters = Array.from(
			{ length: more + 1 },
			(__, index) => `/:w{{ $workflow.id }}_${index}`,
		);
		return {
			name: 'default' as WebhookType,
			httpMethod: 'GET,POST,PUT,PATCH,DELETE' as IWebhookDescription['httpMethod'],
			responseMode: 'onReceived',
			path: `=api${parameters.join('')}`,
			isFullPath: true,
			ndvHideUrl: true,
		};
	},
);
