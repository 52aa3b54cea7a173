import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['forgetCustomer'] };

export const forgetCustomerFields: INodeProperties[] = [
	{
		displayName: 'Customer ID',
		name: 'customerId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 42',
		description: "The store's own ID of the customer. Fill in this, the email, or both.",
		displayOptions: { show },
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. name@email.com',
		displayOptions: { show },
	},
	{
		displayName:
			'Removes the person from what this package keeps. It does not reach the executions that n8n keeps, nor the store itself.',
		name: 'forgetNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];
