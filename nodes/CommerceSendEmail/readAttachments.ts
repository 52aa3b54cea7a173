import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { MAX_ATTACHED_BYTES, type Attachment } from '../../engine/messages/email/attachment.ts';
import { listIn } from './readEmailForm.ts';

/**
 * The files of an item that go along with its e-mail: by the names of their fields, as in n8n's Send Email.
 *
 * @param isNamedOnly whether nothing will be sent, so that their names are enough
 * @throws NodeOperationError naming the field, and those that the item has
 */
export async function readAttachments(
	context: IExecuteFunctions,
	itemIndex: number,
	isNamedOnly: boolean,
): Promise<Attachment[]> {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const names = listIn(options.attachments);
	const held = context.getInputData()[itemIndex]?.binary ?? {};
	const attachments: Attachment[] = [];
	let bytes = 0;
	for (const name of names) {
		const file = held[name];
		if (file === undefined) {
			const all = Object.keys(held);
			throw new NodeOperationError(context.getNode(), `This item has no file "${name}"`, {
				itemIndex,
				description:
					all.length === 0
						? 'It has no files at all. A node before this one has to give the file, such as HTTP Request with the response format "File".'
						: `Under "Attachments", name one of its files: ${all.join(', ')}.`,
			});
		}
		const content = isNamedOnly
			? new Uint8Array()
			: await context.helpers.getBinaryDataBuffer(itemIndex, name);
		bytes += content.byteLength;
		if (bytes > MAX_ATTACHED_BYTES) {
			throw new NodeOperationError(
				context.getNode(),
				'The attachments are too large for an e-mail',
				{
					itemIndex,
					description: `Together they may have ${MAX_ATTACHED_BYTES / 1_000_000} MB. Send a link instead.`,
				},
			);
		}
		attachments.push({ name: file.fileName ?? name, contentType: file.mimeType, content });
	}
	return attachments;
}
