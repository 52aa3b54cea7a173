import { createHmac } from 'node:crypto';
import type { SamplecartCredentials } from './credentials.ts';

/** What Sample Cart signs with: told when a webhook is made, and derived, so that nothing has to be kept. In hex. */
export const webhookSecret = ({ apiKey }: SamplecartCredentials, integrationGuid: string): string =>
	createHmac('sha256', apiKey).update(`n8n-nodes-commerce:${integrationGuid}`).digest('hex');
