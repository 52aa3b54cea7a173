import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

const LONGEST_ID_CHARACTERS = 200;

/**
 * Reads a field that has to hold an id or a number.
 *
 * @param label the field as the form shows it
 */
export function readId(
	context: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
): string {
	const given = context.getNodeParameter(name, itemIndex, '') as unknown;
	const id = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
	if (id !== '' && id.length <= LONGEST_ID_CHARACTERS) return id;
	throw new NodeOperationError(
		context.getNode(),
		id === ''
			? `"${label}" is empty`
			: `"${label}" is longer than ${LONGEST_ID_CHARACTERS} characters`,
		{
			itemIndex,
			description: `Fill in "${label}", for example by dragging a field from the input.`,
		},
	);
}
