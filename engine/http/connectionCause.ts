const CLOSED = 'it closed the connection before it had answered.';
const NO_WAY = 'there is no way to it from this server.';
const UNTRUSTED = 'its certificate is signed by nobody whom this server trusts.';
const NO_HTTPS =
	'it does not speak https there. Does the address begin with the right http:// or https://, and is its port right?';

/** What may pass by itself. */
const PASSING: ReadonlyMap<string, string> = new Map([
	['ECONNREFUSED', 'nothing answers there (connection refused). Is the server online?'],
	['ECONNRESET', CLOSED],
	['EPIPE', CLOSED],
	['EHOSTUNREACH', NO_WAY],
	['ENETUNREACH', NO_WAY],
	['ETIMEDOUT', 'it did not take the connection in time.'],
	['ENOTFOUND', 'no server is known by this name. Is it spelled right?'],
	['EAI_AGAIN', 'its name cannot be looked up at present. Does this server have internet access?'],
]);
const OF_CERTIFICATES: ReadonlyMap<string, string> = new Map([
	['CERT_HAS_EXPIRED', 'its certificate has expired. It has to be renewed there.'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is signed by nobody but itself.'],
	['SELF_SIGNED_CERT_IN_CHAIN', UNTRUSTED],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNTRUSTED],
	[
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'its certificate comes without the ones that it is signed with.',
	],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name.'],
	['EPROTO', NO_HTTPS],
]);

/** Why a server gave no answer, in a merchant's words: the end of a sentence. */
export type ConnectionCause = {
	readonly kind: 'unreachable' | 'tls' | 'protocol';
	readonly why: string;
};

/** @param error of Node.js' network layer */
export function connectionCause(error: unknown): ConnectionCause {
	const code = codeOf(error);
	const ofCertificate = OF_CERTIFICATES.get(code);
	if (ofCertificate !== undefined) return { kind: 'tls', why: ofCertificate };
	if (code.startsWith('ERR_SSL')) return { kind: 'tls', why: NO_HTTPS };
	if (code.startsWith('HPE_')) return { kind: 'protocol', why: 'what it answers is not HTTP.' };
	const known = PASSING.get(code);
	return {
		kind: 'unreachable',
		why: known ?? `the connection failed${code === '' ? '' : ` (${code})`}.`,
	};
}

/** Where several addresses were tried, Node.js gives the code of the first one's failure. */
function codeOf(error: unknown): string {
	const { code, errors } = (error ?? {}) as {
		code?: unknown;
		errors?: ReadonlyArray<{ code?: unknown }>;
	};
	const found = code ?? errors?.[0]?.code;
	return typeof found === 'string' ? found : '';
}
