/** What the editor says beside the form of an entity trigger. */
export const entityTriggerPanel = {
	header: 'Try it with an event',
	executionsHelp:
		'A test takes the last event from your stores that matches, or what you choose under "Test With". Once the workflow is published, every event starts it and shows under Executions.',
};
