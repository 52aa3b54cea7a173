export const WEBHOOK_METHODS = ['POST', 'PUT', 'PATCH'] as const;

export type WebhookMethod = (typeof WEBHOOK_METHODS)[number];

/** A webhook that is ready to be called. Header names are in lower case. */
export type WebhookRequest = {
	readonly method: WebhookMethod;
	readonly url: URL;
	/** What every receiver may see, also one that the first receiver redirects to. */
	readonly headers: Readonly<Record<string, string>>;
	/** What only the server of `url` may see. */
	readonly ownHeaders: Readonly<Record<string, string>>;
	readonly body: Buffer;
};
