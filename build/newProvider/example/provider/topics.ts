/** What Sample Cart can tell. */
export const TOPICS = ['order.saved', 'shipment.saved'] as const;
