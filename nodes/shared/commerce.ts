import { createReach } from '../../n8n/commerce.ts';

/** What all nodes of this package share in one n8n process. @see Reach */
export const { commerce, engine } = createReach(async (...given) => {
	const { attachTrigger } = await import('./attachTrigger.ts');
	await attachTrigger(...given);
});
