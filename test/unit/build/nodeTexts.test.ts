import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeTexts } from '../../../build/nodeTexts.ts';

const FILE = join(__dirname, '../../../docs/texts.json');

async function readPackage() {
	return JSON.parse(await readFile(join(__dirname, '../../../package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
}

describe('the texts of the nodes and credentials', () => {
	let texts: Readonly<Record<string, string>>;
	beforeAll(async () => {
		texts = await nodeTexts();
	});

	it('stand in docs/texts.json, all of them and no other; `npm run texts` writes it anew', async () => {
		expect(JSON.parse(await readFile(FILE, 'utf8'))).toEqual(texts);
	});

	it('are those of every type, down to what is within groups and lists', async () => {
		expect(texts).toMatchObject({
			Host: 'commerceSmtpApi (credential)',
			'Waiting for orders to change in a connected store': 'commerceOrderTrigger',
			'Add Group': expect.stringContaining('commerceOrderTrigger') as unknown,
			'Is at Least': expect.stringContaining('commerceStore') as unknown,
			'By Order Number': 'commerceOrderTrigger',
			'Forget a customer': 'commerceStore',
		});
		const types = new Set(Object.values(texts).flatMap((where) => where.split(', ')));
		const { nodes, credentials } = (await readPackage()).n8n;
		expect(types.size).toBe(nodes.length + credentials.length);
	});

	it('write the same words in the same way', () => {
		const spelled = new Map<string, string[]>();
		for (const text of Object.keys(texts)) {
			const key = text.toLowerCase();
			spelled.set(key, [...(spelled.get(key) ?? []), text]);
		}
		// What an operation does is a sentence in n8n's list of actions, and a title in the node.
		const isSentence = (text: string) => text.slice(1) === text.slice(1).toLowerCase();
		const several = [...spelled.values()].map((each) => each.filter((text) => !isSentence(text)));
		expect(several.filter(({ length }) => length > 1)).toEqual([]);
	});
});
