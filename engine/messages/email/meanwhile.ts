/** What may have become of an order since a run began, so that a mail which comes days later has no point. */
export const MEANWHILE = {
	cancelled: 'Order Cancelled',
	paid: 'Order Paid',
	refunded: 'Order Refunded',
	returned: 'Parcel Returned',
} as const;
export type Meanwhile = keyof typeof MEANWHILE;
