import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { ActionError } from '../../../../engine/actions/actionError.ts';
import { failRun, nodeErrorOf } from '../../../../nodes/shared/nodeErrors.ts';

const NODE: INode = {
	id: '1',
	name: 'Commerce Send Email',
	type: 'n8n-nodes-commerce.commerceSendEmail',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const setup = new ActionError('setup', 'CC: "x" is not an e-mail address.');
const refused = new ActionError('recipient_refused', 'The mail server refused x.', {
	status: 550,
});

describe('an error of one item', () => {
	it('is of the set-up when something in the node is wrong', () => {
		const error = nodeErrorOf(NODE, setup, 3);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('CC: "x" is not an e-mail address.');
		expect(error.context.itemIndex).toBe(3);
	});

	it('is of the remote side when the mail server refused, and says whether to try again', () => {
		const error = nodeErrorOf(NODE, refused, 3);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('The mail server refused x.');
		expect(error.description).toMatch(/^This does not go away by itself/);
		expect(error.context.itemIndex).toBe(3);
	});
});

describe('the error of a run', () => {
	it('is that of the only item', () => {
		const error = nodeErrorOf(NODE, refused, 0);
		expect(failRun(NODE, 1, [{ itemIndex: 0, error }], 'e-mails could not be sent')).toBe(error);
	});

	it('says which items failed and why, each reason once', () => {
		const failures = [4, 1, 2].map((itemIndex) => ({
			itemIndex,
			error: nodeErrorOf(NODE, itemIndex === 2 ? refused : setup, itemIndex),
		}));
		const error = failRun(NODE, 9, failures, 'e-mails could not be sent') as NodeApiError;
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('3 of 9 e-mails could not be sent');
		expect(error.description).toBe(
			'Items 1, 4: CC: "x" is not an e-mail address.\nItem 2: The mail server refused x.',
		);
	});

	it('is of the set-up when no server was involved', () => {
		const failures = [0, 1].map((itemIndex) => ({
			itemIndex,
			error: nodeErrorOf(NODE, setup, itemIndex),
		}));
		expect(failRun(NODE, 2, failures, 'e-mails could not be sent')).toBeInstanceOf(
			NodeOperationError,
		);
	});
});
