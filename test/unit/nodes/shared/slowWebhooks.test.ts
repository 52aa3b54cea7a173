import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slowWebhooks } from '../../../../nodes/shared/slowWebhooks.ts';

const NAME = 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE';
const root = join(__dirname, '../../../..');

describe('an n8n that takes messages of stores slowly', () => {
	it('is told so, with what to set', () => {
		for (const env of [{}, { [NAME]: 'false' }, { [NAME]: '' }, { N8N_EXPRESSION_ENGINE: 'vm' }]) {
			expect(slowWebhooks(env)).toContain(`Set ${NAME}=true`);
		}
		for (const env of [{ [NAME]: 'true' }, { [NAME]: '1' }, { N8N_EXPRESSION_ENGINE: 'legacy' }]) {
			expect(slowWebhooks(env)).toBeNull();
		}
	});

	it.each([undefined, 'true'])(
		'sees it in the Commerce Store Trigger, before and when it is published (set: %s)',
		async (value) => {
			jest.resetModules();
			const before = process.env[NAME];
			if (value === undefined) delete process.env[NAME];
			else process.env[NAME] = value;
			const { CommerceStoreTrigger } = await import(
				'../../../../nodes/CommerceStoreTrigger/CommerceStoreTrigger.node.ts'
			);
			if (before === undefined) delete process.env[NAME];
			else process.env[NAME] = before;
			const { activationMessage, properties } = new CommerceStoreTrigger().getNodeType()
				.description;
			const shown = [activationMessage, properties[0]!.displayName].map((text) =>
				String(text).includes(NAME),
			);
			expect(shown).toEqual([value === undefined, value === undefined]);
		},
	);

	it('is what the README and every compose file keep from happening, as their first setting', async () => {
		const readme = await readFile(join(root, 'README.md'), 'utf8');
		const settings = readme.slice(readme.indexOf('settings of n8n matter'));
		expect(settings.indexOf(`${NAME}=true`)).toBeLessThan(settings.indexOf('WEBHOOK_URL'));
		const compose = await readFile(join(root, 'docs/docker-compose.queue.yml'), 'utf8');
		expect(/environment:\s+&environment\n(?: *#.*\n)* *(\S+)/.exec(compose)?.[1]).toBe(`${NAME}:`);
	});
});
