import type { HostAddress } from '../../http/httpRequest.ts';

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

/** What a webhook needs of the world. */
export type WebhookNetwork = {
	/** All addresses of a host name. It is asked once for each connection. */
	readonly resolve: (hostname: string) => Promise<readonly HostAddress[]>;
	readonly now: () => Date;
	/** Resolves after the time, and rejects when the signal fires. */
	readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** PEM of certificates to trust instead of those that Node.js knows. */
	readonly trustedCertificates?: string;
};
