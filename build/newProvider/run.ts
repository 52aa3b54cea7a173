import { join } from 'node:path';
import { createProvider } from './createProvider.ts';

/** `npm run new-provider -- <slug> ["Name"]` */
const [slug = '', name = slug.replace(/^./, (first) => first.toUpperCase())] =
	process.argv.slice(2);

try {
	const files = await createProvider({ slug, name }, join(import.meta.dirname, '../..'));
	console.log(
		`Made a provider that works, for a platform that nobody has:\n\n${files.join('\n')}\n`,
	);
	console.log(
		`Its tests pass: npm test -- contract providers/${slug}\ndocs/adding-a-provider.md says how it becomes the one of your platform.`,
	);
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}
