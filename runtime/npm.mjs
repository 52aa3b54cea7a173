import { runStep } from './runStep.mjs';

/**
 * Runs npm in a folder.
 *
 * Settings that `npm start` hands to its children (among them this project's `ignore-scripts=true`)
 * or that the person's own configuration holds would decide here too; what matters is therefore said
 * on the command line or in the environment, which outrank them.
 */
export async function npm(what, npmArguments, { cwd, env = {} }) {
	const cli = process.env.npm_execpath;
	const viaNode = cli !== undefined && /npm-cli\.[cm]?js$/.test(cli);
	await runStep(
		what,
		viaNode ? process.execPath : 'npm',
		[
			...(viaNode ? [cli] : []),
			...npmArguments,
			`--prefix=${cwd}`,
			'--loglevel=error',
			'--no-audit',
			'--no-fund',
			'--include=dev',
			'--include=optional',
			'--global=false',
			'--dry-run=false',
		],
		{ cwd, env: { ...process.env, ...env } },
	);
}
