import { auditIn } from '../../../build/askRegistry.ts';

const REGISTRY = 'https://npm.example.com/';

describe('an audit that the registry gives no advice for', () => {
	it.each([
		[
			'JSON',
			'{"message": "405 Method Not Allowed - POST https://npm.example.com/-/npm/v1"}',
			'405',
		],
		['a page', '<html>\nnot here\n</html>', '<html> not here'],
		['nothing', '', 'it answered nothing'],
		['much', 'x'.repeat(100_000), 'xxx'],
		['another JSON', '{"vulnerabilities": null}', 'null'],
	])('says why in one line: it answered %s', (_what, answer, reason) => {
		let message = '';
		try {
			auditIn(answer, REGISTRY);
		} catch (error) {
			({ message } = error as Error);
		}
		expect(message).toContain(`Not audited: the registry ${REGISTRY} gives no advice (`);
		expect(message).toContain(reason);
		expect(message).not.toContain('\n');
		expect(message.length).toBeLessThan(500);
	});

	it('is an audit where it gives some', () => {
		const vulnerabilities = { one: { name: 'one', via: [] } };
		expect(auditIn(JSON.stringify({ vulnerabilities }), REGISTRY)).toEqual({ vulnerabilities });
	});
});
