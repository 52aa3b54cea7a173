import { unreachableCause } from '../../../core/providers/unreachableCause.ts';

describe('unreachableCause', () => {
	it.each([
		['ECONNREFUSED', /online/],
		['ENOTFOUND', /spelled/],
		['EAI_AGAIN', /internet/],
		['CERT_HAS_EXPIRED', /expired/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /another name/],
		['ERR_SSL_WRONG_VERSION_NUMBER', /https/],
		['ESOMETHING', /ESOMETHING/],
		[undefined, /failed/],
	])('%s is told in words', (code, words) => {
		expect(unreachableCause(code)).toMatch(words);
	});
});
