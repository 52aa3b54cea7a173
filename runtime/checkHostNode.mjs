import { StepError } from './runStep.mjs';

const OLDEST = [20, 19];

/** @throws StepError when the Node.js that runs this is older than the project's tools can work with */
export function checkHostNode(version = process.versions.node) {
	const [major, minor] = version.split('.').map(Number);
	if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
	throw new StepError(
		`This is Node.js ${version}; ${OLDEST.join('.')} or newer is needed. Install one from https://nodejs.org and run the command again.`,
	);
}
