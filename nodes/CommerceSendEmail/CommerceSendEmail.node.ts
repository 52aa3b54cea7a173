import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { commerceSmtpConnection } from '../shared/credentialTests.ts';
import { sendEmailProperties } from './sendEmailProperties.ts';

/** Sends an e-mail about what happened in a store, to the customer or to addresses. */
export class CommerceSendEmail implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Send Email',
		name: 'commerceSendEmail',
		icon: {
			light: 'file:../../icons/commerceSendEmail.svg',
			dark: 'file:../../icons/commerceSendEmail.dark.svg',
		},
		group: ['output'],
		// From 2 on, only a field in expression mode can hold an n8n expression, and HTML that is a single one is escaped.
		// From 3 on, the language is the customer's, and a template has to fit the event.
		version: [1, 2, 3],
		defaultVersion: 3,
		subtitle:
			'={{ $parameter["template"] === "fitting" ? "fitting the event" : $parameter["template"].replaceAll("_", " ") }}',
		description: 'Sends the customer an e-mail about an order, a shipment or an account',
		defaults: { name: 'Commerce Send Email' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'commerceSmtpApi', required: true, testedBy: 'commerceSmtpConnection' }],
		properties: [...sendEmailProperties],
	};

	methods = { credentialTest: { commerceSmtpConnection } };

	async execute(this: IExecuteFunctions) {
		const { sendEmails } = await import('./sendEmails.ts');
		return await sendEmails(this);
	}
}
