import Sequencer from '@jest/test-sequencer';

/** Files that take minutes, longest first: begun last, they would run alone while other processors are idle. */
const LONGEST = ['queueMode', 'tortureInQueueMode', 'torture', 'bench', 'publishing', 'pause'];

const placeOf = ({ path, context }) => {
	const place = LONGEST.findIndex((name) => path.endsWith(`/e2e/${name}.test.ts`));
	if (place !== -1) return place;
	return LONGEST.length + (context.config.displayName.name === 'e2e' ? 0 : 1);
};

/** Within a place by how long they took before, or by size. */
export default class LongestFirst extends Sequencer {
	sort(tests) {
		return super.sort(tests).toSorted((one, other) => placeOf(one) - placeOf(other));
	}
}
