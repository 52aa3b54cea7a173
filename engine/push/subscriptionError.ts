/** A push subscription that cannot be used as it was given. The message is for whoever sent it. */
export class SubscriptionError extends Error {
	override readonly name = 'SubscriptionError';
}
