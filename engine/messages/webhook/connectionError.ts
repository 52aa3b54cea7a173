import { codeOf } from '../../http/httpRequest.ts';
import { ActionError } from '../../actions/actionError.ts';

const RETRYABLE: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'nothing answers there (connection refused). Is the server running?',
	ECONNRESET: 'it closed the connection before it had answered.',
	EPIPE: 'it closed the connection before it had answered.',
	EHOSTUNREACH: 'there is no way to it from this server.',
	ENETUNREACH: 'there is no way to it from this server.',
	ETIMEDOUT: 'it did not take the connection in time.',
};

const CERTIFICATE: Readonly<Record<string, string>> = {
	CERT_HAS_EXPIRED: 'its certificate has expired.',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself.',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody whom this server trusts.',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by nobody whom this server trusts.',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the ones that it is signed with.',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name.',
	EPROTO: 'it does not speak https there. Is the port right?',
};

/** Puts a failure of Node.js' network layer into a merchant's words. `origin` is whom we tried to reach. */
export function connectionError(origin: string, error: unknown): ActionError {
	if (error instanceof ActionError) return error;
	const code = codeOf(error) ?? '';
	const fails = `${origin} cannot be called:`;
	if (code in CERTIFICATE || code.startsWith('ERR_SSL')) {
		const why = CERTIFICATE[code] ?? CERTIFICATE.EPROTO!;
		return new ActionError('tls', `${fails} ${why}`, { cause: error });
	}
	if (code.startsWith('HPE_')) {
		return new ActionError('protocol', `${fails} what it answers is not HTTP.`, { cause: error });
	}
	const why = RETRYABLE[code] ?? `the connection failed${code === '' ? '' : ` (${code})`}.`;
	return new ActionError('unreachable', `${fails} ${why}`, { retryable: true, cause: error });
}
