import { orderReferenceIn } from '../parcels/orderKey.ts';

/** What an order is called, as far as somebody has said so. */
export type NamedOrder = { readonly orderId?: string; readonly orderNumber?: string };

/** A blank in it would make it a sentence about something else. */
const NUMBER =
	/^(?:order\s*(?:number|no\.?|nr\.?)?\s*:?\s*)?(#?[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39})$/iu;

/** The order that a text for anything names, as the reference of a label: `1001`, `#1001`, `Order 1001`. */
export function orderIn(given: string | null | undefined): NamedOrder {
	if (given && orderReferenceIn(given) !== null) return { orderId: given };
	const number = NUMBER.exec(given?.trim() ?? '')?.[1];
	return number !== undefined && /\d/.test(number) ? { orderNumber: number } : {};
}
