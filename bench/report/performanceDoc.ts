import { figuresOf } from './figures.ts';
import type { Profile, Results } from './results.ts';
import { cellsOf, tableOf } from './table.ts';

const PICTURE = '![How many times as fast as n8n’s own nodes](images/performance.svg)';

/** What a profile was taken of, in the order of the document. */
const PROFILED: Readonly<Record<string, string>> = {
	burst: 'Burst, one order a run',
	burstHundred: 'Burst, up to 100 orders a run',
	burstPeer: 'The same burst with WooCommerce Trigger + Filter',
	intake: 'Orders that no workflow wants',
	intakeFloor: 'The same posts to a Webhook node that does nothing',
	mails: 'A run that mails each of its items',
	pushes: 'A run that pushes one event to many browsers',
};

/** Puts the results between the marks `<!-- bench: … -->` and `<!-- end -->` of docs/performance.md. */
export function withFigures(text: string, results: Results): string {
	const blocks = {
		machine: machineOf(results),
		figures: `${PICTURE}\n\n${tableOf(cellsOf(figuresOf(results)))}`,
		profiles: profilesOf(results),
	};
	return Object.entries(blocks).reduce(
		(document, [name, block]) =>
			document.replace(
				new RegExp(`(<!-- bench: ${name} -->)[^]*?(<!-- end -->)`),
				(_, begin: string, end: string) => `${begin}\n\n${block}\n\n${end}`,
			),
		text,
	);
}

function machineOf({ measuredAt, versions, machine }: Results): string {
	const { processors, model, memoryGb, system, loadBefore } = machine;
	return [
		`Measured on ${measuredAt.slice(0, 10)}: this package ${versions.package} (${versions.commit}), n8n ${versions.n8n} with \`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true\`, Node.js ${versions.node},`,
		`${processors} processors (${model}), ${memoryGb} GB, ${system}. Load before the run: ${loadBefore.toFixed(1)}.`,
	].join(' ');
}

function profilesOf({ profiles }: Results): string {
	return Object.entries(PROFILED)
		.flatMap(([name, title]) => [
			[title, profiles[name]] as const,
			[`${title}: the engine's thread`, profiles[`${name}Engine`]] as const,
		])
		.flatMap(([title, profile]) =>
			profile === undefined ? [] : [`**${title}**\n\n${profileTable(profile)}`],
		)
		.join('\n\n');
}

/** What a thread has done, by package and by function. */
export function profileTable({ busy, packages, functions }: Profile): string {
	const shown = (list: Profile['packages'], position: number) => {
		const entry = list[position];
		if (entry === undefined) return ['', ''];
		// What begins a word with it would begin emphasis.
		const name = entry.name.replaceAll(/(?<!\w)_/g, '\\_');
		return [name, `${(entry.share * 100).toFixed(1)} %`];
	};
	const rows = Array.from(
		{ length: Math.max(packages.length, functions.length) },
		(_, position) => [...shown(packages, position), ...shown(functions, position)],
	);
	const ofBusy = `Of its ${(busy * 100).toFixed(0)} %`;
	return tableOf([['Package', ofBusy, 'Function', ofBusy], ...rows]);
}
