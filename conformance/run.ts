import { checkStore } from './checkStore.ts';
import { printReport } from './printReport.ts';
import { readArguments, USAGE, type Arguments } from './readArguments.ts';

const WRONG = 1;
const MISUSED = 2;

/** `npm run conformance`: ends with 0 when nothing is wrong, 1 when something is, 2 when it was not understood. */
async function main(): Promise<void> {
	let given: Arguments;
	try {
		given = readArguments(process.argv.slice(2));
	} catch (error) {
		console.error(`${(error as Error).message}\n\n${USAGE}`);
		process.exitCode = MISUSED;
		return;
	}
	const { credentials, permissions } = given;
	const { storeUrl, apiKey, apiSecret } = credentials;
	console.log(`Checking ${storeUrl} …\n`);
	const findings = await checkStore(credentials, permissions);
	const bare = apiSecret.replace(/^whsec_/, '');
	console.log(printReport(findings, [apiKey, apiSecret, bare]));
	if (findings.some(({ kind }) => kind === 'wrong')) process.exitCode = WRONG;
}

await main();
