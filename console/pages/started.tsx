import type { Started } from '../answers.ts';
import { Text } from '../parts.tsx';

/** What an event has started, beside the word for a workflow: a destination says itself what it is. */
export const StartedName = ({ of: { kind, name } }: { of: Started }) => (
	<>
		{kind === 'destination' && 'Destination '}
		<Text of={name} longest={100} />
	</>
);

/** The same in a sentence. */
export const StartedInWords = ({ of: { kind, name } }: { of: Started }) => (
	<>
		{kind === 'destination' ? 'Destination' : 'Workflow'} <Text of={name} longest={100} />
	</>
);
