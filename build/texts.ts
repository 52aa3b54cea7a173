import { writeFile } from 'node:fs/promises';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeTexts } from './nodeTexts.ts';

// The modules that n8n-workflow has for `import` name each other without an ending, which Node.js refuses.
const url = pathToFileURL(createRequire(import.meta.url).resolve('n8n-workflow')).href;
registerHooks({
	resolve: (name, context, next) =>
		name === 'n8n-workflow' ? { url, format: 'commonjs', shortCircuit: true } : next(name, context),
});

/** `npm run texts`: writes all texts of the nodes and credentials into one file. */
const file = join(import.meta.dirname, '../docs/texts.json');
await writeFile(file, `${JSON.stringify(await nodeTexts(), null, '\t')}\n`);
