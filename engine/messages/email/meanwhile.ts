/** What may have become of an order since a run began, so that a mail which comes days later has no point. */
export const MEANWHILE = ['cancelled', 'paid', 'refunded', 'returned'] as const;
export type Meanwhile = (typeof MEANWHILE)[number];
