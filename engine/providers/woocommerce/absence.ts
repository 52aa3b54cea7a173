import { StoreError } from '../storeError.ts';

/** Whether a shop has no such route: a feature is switched off there, or an extension is not installed. */
export function isMissingRoute(error: unknown): boolean {
	return isNotFound(error) && /rest_no_route/.test(error.answer ?? '');
}

/** Whether a shop has the route, and nothing of that id: `woocommerce_rest_shop_order_invalid_id`. */
export function isMissingEntity(error: unknown): boolean {
	return isNotFound(error) && /_invalid_id"/.test(error.answer ?? '');
}

/** Whether a shop refuses a parameter, by its name or its value. */
export function isInvalidParameter(error: unknown): error is StoreError {
	return (
		error instanceof StoreError &&
		error.kind === 'rejected' &&
		/"rest_invalid_param"/.test(error.answer ?? '')
	);
}

/** Whether a shop refuses a page because it is behind the last one. WooCommerce itself gives an empty one. */
export function isBehindTheEnd(error: unknown): boolean {
	return (
		error instanceof StoreError &&
		error.kind === 'rejected' &&
		/"rest_[a-z]+_invalid_page_number"/.test(error.answer ?? '')
	);
}

function isNotFound(error: unknown): error is StoreError {
	return error instanceof StoreError && error.kind === 'not_found';
}
