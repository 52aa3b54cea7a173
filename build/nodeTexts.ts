import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ICredentialType, INodeType, VersionedNodeType } from 'n8n-workflow';

/** Without it, the node that connects a store warns of what it costs. Catalogues are not to differ by machine. */
process.env.N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE = 'true';

const ROOT = join(import.meta.dirname ?? __dirname, '..');

/** The fields of a description whose text n8n's editor shows. `name` is one where it is that of a choice. */
const SHOWN = new Set([
	...['displayName', 'description', 'placeholder', 'hint', 'action', 'multipleValueButtonText'],
	...['header', 'executionsHelp', 'inactive', 'active', 'activationHint'],
	...['eventTriggerDescription', 'activationMessage', 'errorMessage'],
]);
/** Held by workflows, or read by n8n alone. */
const NOT_SHOWN = new Set([
	'default',
	'defaults',
	'displayOptions',
	'codex',
	'routing',
	'webhooks',
]);

/**
 * Every text that n8n's editor shows of the nodes and credentials of this package, and where: the text is the
 * key, the types that show it are the value. In the order in which `package.json` names the types.
 */
export async function nodeTexts(): Promise<Record<string, string>> {
	const texts = new Map<string, Set<string>>();
	for (const { name, descriptions } of await describedTypes()) {
		for (const text of descriptions.flatMap(shownIn)) {
			texts.set(text, (texts.get(text) ?? new Set()).add(name));
		}
	}
	return Object.fromEntries([...texts].map(([text, types]) => [text, [...types].join(', ')]));
}

type Described = { readonly name: string; readonly descriptions: readonly unknown[] };

async function describedTypes(): Promise<Described[]> {
	const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		n8n: Record<'nodes' | 'credentials', string[]>;
	};
	const made = async <T>(file: string) => {
		const source = join(ROOT, file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		const module = (await import(source)) as Record<string, new () => T>;
		return new module[basename(file).split('.')[0]!]!();
	};
	const nodes = manifest.n8n.nodes.map(async (file) => {
		const node = await made<INodeType | VersionedNodeType>(file);
		const versions =
			'nodeVersions' in node ? Object.values(node.nodeVersions).toReversed() : [node];
		return {
			name: node.description.name,
			descriptions: versions.map(({ description }) => description),
		};
	});
	const credentials = manifest.n8n.credentials.map(async (file) => {
		const { name, displayName, properties } = await made<ICredentialType>(file);
		return { name: `${name} (credential)`, descriptions: [{ displayName, properties }] };
	});
	return await Promise.all([...nodes, ...credentials]);
}

function shownIn(part: unknown): string[] {
	if (typeof part !== 'object' || part === null) return [];
	if (Array.isArray(part)) return part.flatMap(shownIn);
	const isChoice = 'value' in part;
	return Object.entries(part).flatMap(([key, value]) => {
		if (NOT_SHOWN.has(key)) return [];
		if (typeof value !== 'string') return shownIn(value);
		const isShown = SHOWN.has(key) || (key === 'name' && isChoice);
		return isShown && value !== '' && !value.startsWith('=') ? [value] : [];
	});
}
