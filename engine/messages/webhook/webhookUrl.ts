import { ActionError } from '../../actions/actionError.ts';

const DOTS = /^(?:\.|%2e){1,2}$/i;

/**
 * Reads a URL that is to be called. Numbers in all their spellings come out as the address that they are:
 * `http://0x7f.1` has the host name `127.0.0.1`.
 *
 * @param field as the form names it
 * @throws ActionError naming what is wrong, without repeating what may be a secret
 * @see https://url.spec.whatwg.org/#host-parsing
 */
export function webhookUrl(given: string, field = 'URL'): URL {
	const text = given.trim();
	const fail = (problem: string) => new ActionError('setup', `${field}: ${problem}`);
	if (text === '') throw fail('it is empty. Enter the address to call.');
	if (/^https?%3a/i.test(text)) {
		throw fail(
			'a value that is a whole address has to be the whole field, or be written {{ … | raw }}: ' +
				'values are put in as a part of a path.',
		);
	}
	if (!URL.canParse(text)) {
		throw fail('this is not a web address. It has to look like https://example.com/hook.');
	}
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw fail(`it begins with ${url.protocol} Only https:// and http:// can be called.`);
	}
	if (url.username !== '' || url.password !== '') {
		throw fail(
			'it has a user name or password in it. Put them into the credential, as a header for authentication.',
		);
	}
	if (url.port === '0') throw fail('port 0 does not exist. Leave the port out, or correct it.');
	if (
		pathOf(text)
			.split('/')
			.some((part) => DOTS.test(part))
	) {
		throw fail('it has "." or ".." in its path. Check the values that are put in.');
	}
	url.hash = '';
	return url;
}

/** The path as it is written, before `new URL` takes dots out of it. */
function pathOf(text: string): string {
	const [beforeQuery = ''] = text
		.replaceAll('\\', '/')
		.replace(/[\t\n\r]/g, '')
		.split(/[?#]/);
	return beforeQuery.replace(/^[^:]+:\/*[^/]*/, '');
}
