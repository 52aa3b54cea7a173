import { createCommerce } from '../../n8n/commerce.ts';

/** What all nodes of this package share in one n8n process. @see createCommerce */
export const commerce = createCommerce(async (...given) => {
	const { attachTrigger } = await import('./attachTrigger.ts');
	await attachTrigger(...given);
});
