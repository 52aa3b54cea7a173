import { lookup } from 'node:dns/promises';

/** One address of a host name. */
export type HostAddress = { readonly address: string; readonly family: 4 | 6 };

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

/** Looks a host name up as this machine does for every other program. */
export async function resolveHost(hostname: string): Promise<readonly HostAddress[]> {
	const found = await lookup(hostname, { all: true, order: 'verbatim' });
	return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}
