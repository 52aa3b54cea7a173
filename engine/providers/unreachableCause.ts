/** What a code of Node.js' network layer means to a merchant. */
const CAUSES: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'nothing answers at this address (connection refused). Is the shop online?',
	ECONNRESET: 'the shop closed the connection before it had answered.',
	// axios, of an answer that ends before its end.
	ERR_BAD_RESPONSE: 'the shop closed the connection before it had answered.',
	EPIPE: 'the shop closed the connection before it had answered.',
	ENOTFOUND: 'no shop is known by this name. Is the store URL spelled right?',
	EAI_AGAIN: 'its name cannot be looked up at present. Does this server have internet access?',
	EHOSTUNREACH: 'there is no way to it from this server.',
	ENETUNREACH: 'this server has no network at present.',
	ETIMEDOUT: 'it did not take the connection in time.',
	EPROTO:
		'it does not speak https at this address. Does the store URL begin with the right http:// or https://?',
	CERT_HAS_EXPIRED: 'its certificate has expired. Renew it in the shop.',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself.',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody whom this server trusts.',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by nobody whom this server trusts.',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the ones that it is signed with.',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name.',
};

/** Why a shop could not be reached, as the end of a sentence. */
export function unreachableCause(code: string | undefined): string {
	if (code === undefined) return 'the connection failed.';
	return (
		CAUSES[code] ??
		(code.startsWith('ERR_SSL') ? CAUSES.EPROTO! : `the connection failed (${code}).`)
	);
}
