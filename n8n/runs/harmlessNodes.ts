/**
 * Node types of n8n that only look at items or make others of them: running one of them again changes nothing
 * outside of the run. What can reach beyond it (HTTP Request, Code, Execute Workflow) is not in here.
 *
 * @see https://github.com/n8n-io/n8n/tree/n8n%402.41.0/packages/nodes-base/nodes: the code of each
 */
export const HARMLESS_NODES: ReadonlySet<string> = new Set(
	[
		'aggregate',
		'compareDatasets',
		'compression',
		'convertToFile',
		'crypto',
		'dateTime',
		'editImage',
		'executionData',
		'extractFromFile',
		'filter',
		'html',
		'htmlExtract',
		'iCal',
		'if',
		'itemLists',
		'jwt',
		'limit',
		'markdown',
		'merge',
		'moveBinaryData',
		'noOp',
		'readPDF',
		'removeDuplicates',
		'renameKeys',
		'set',
		'sort',
		'splitInBatches',
		'splitOut',
		'spreadsheetFile',
		'stickyNote',
		'stopAndError',
		'summarize',
		'switch',
		'totp',
		'wait',
		'xml',
	].map((name) => `n8n-nodes-base.${name}`),
);

/** What such a node does only where it is set to: it then remembers items, and lets them through once. */
export const REMEMBERING_OPERATIONS: ReadonlySet<unknown> = new Set([
	'removeItemsSeenInPreviousExecutions',
	'clearDeduplicationHistory',
]);
