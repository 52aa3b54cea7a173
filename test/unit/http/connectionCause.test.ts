import { connectionCause } from '../../../engine/http/connectionCause.ts';

describe('why a server gave no answer', () => {
	it.each([
		['ECONNREFUSED', /online/],
		['ENOTFOUND', /spelled/],
		['EAI_AGAIN', /internet/],
		['ECONNRESET', /closed the connection before it had answered/],
		['ETIMEDOUT', /in time/],
		['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate is signed by nobody but itself/],
		['SELF_SIGNED_CERT_IN_CHAIN', /certificate is signed by nobody whom this server trusts/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate comes without/],
		['CERT_HAS_EXPIRED', /expired/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /another name/],
		['ERR_SSL_WRONG_VERSION_NUMBER', /https/],
		['ESOMETHING', /ESOMETHING/],
		[undefined, /failed/],
	])('%s is told in words', (code, words) => {
		expect(connectionCause({ code }).why).toMatch(words);
		expect(connectionCause({ errors: [{ code }, {}] }).why).toMatch(words);
	});
});
