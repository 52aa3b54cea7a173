import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { OnlyShown } from '../../engine/actions/actionWorld.ts';

/** Of one run. Who tries a workflow on a long list wants to see some of it, and keep their mailbox. */
const MOST_TESTS = 10;

/** Where e-mails go while somebody tries the workflow. The SMTP credential has the same for all nodes. */
export const testRecipientOption: INodeProperties = {
	displayName: 'Test Recipient',
	name: 'testRecipient',
	type: 'string',
	default: '',
	placeholder: 'e.g. me@example.com',
	description: `Your own address: "Execute workflow" in the editor sends the e-mails there instead of to customers, the first ${MOST_TESTS} of a run, and the output says to whom they would have gone. Left empty, the address in the SMTP credential. The published workflow does not use it.`,
};

/** Where webhooks go while somebody tries the workflow. */
export const testUrlOption: INodeProperties = {
	displayName: 'Test URL',
	name: 'testUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/test-hook',
	description: `An address of your own: "Execute workflow" in the editor calls it instead of the URL, for the first ${MOST_TESTS} items of a run, signed in the same way but without the header values of the credential. The published workflow does not use it.`,
};

/**
 * Where an item's message goes in a manual run instead of to its receiver; blank where the node does not say,
 * `null` where nothing is sent for the item at all.
 */
export function testReceiver(
	context: IExecuteFunctions,
	itemIndex: number,
	shown: OnlyShown,
	{ name }: INodeProperties,
): string | null {
	if (shown !== 'manual run' || itemIndex >= MOST_TESTS) return null;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject | null;
	return options?.previewOnly === true ? null : String(options?.[name] ?? '');
}
