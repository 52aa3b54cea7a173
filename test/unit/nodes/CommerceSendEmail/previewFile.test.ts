import { previewFile } from '../../../../nodes/CommerceSendEmail/previewFile.ts';

const previewOf = (html: unknown, subject?: unknown) =>
	previewFile({ preview: true, html, subject });
const textOf = (html: string) => Buffer.from(previewOf(html)!.data, 'base64').toString('latin1');

describe('a preview is a file that n8n shows in its viewer', () => {
	it('is HTML in the item itself, named by the subject', () => {
		expect(previewOf('<p>Hello</p>', 'Your order #1001: "on its way" / today?')).toEqual({
			data: Buffer.from('<p>Hello</p>').toString('base64'),
			mimeType: 'text/html',
			fileType: 'html',
			fileName: 'Your order #1001 on its way today.html',
			fileExtension: 'html',
			fileSize: '1 kB',
			bytes: 12,
		});
		for (const [subject, name] of [
			['', 'E-mail.html'],
			['../../etc/passwd\r\n', 'etc passwd.html'],
			[undefined, 'E-mail.html'],
			['ö'.repeat(200), `${'ö'.repeat(80)}.html`],
		] as const) {
			expect(previewOf('<p>', subject)!.fileName).toBe(name);
		}
	});

	it('is called what n8n offers to view while somebody tries the workflow, and HTML to other nodes', () => {
		const typeOf = (reason: string) =>
			previewFile({ preview: true, html: '<p>', reason })?.mimeType;
		expect(typeOf('manual run')).toBe('text/plain');
		expect(typeOf('preview')).toBe('text/html');
	});

	it('reads the same in whatever encoding it is taken for', () => {
		expect(textOf('<p>Grüße, שלום 🎁 – 5 €</p>')).toBe(
			'<p>Gr&#252;&#223;e, &#1513;&#1500;&#1493;&#1501; &#127873; &#8211; 5 &#8364;</p>',
		);
	});

	it('has as a style what the viewer takes away as an attribute', () => {
		expect(textOf('<table width="100%" style="margin:0"><td align="right" bgcolor="#fff">')).toBe(
			'<table width="100%" style="width:100%;margin:0"><td align="right" bgcolor="#fff" style="text-align:right;background-color:#fff;">',
		);
		expect(textOf('<td dir="rtl"><span dir="auto">')).toBe(
			'<td dir="rtl" style="direction:rtl;"><span dir="auto">',
		);
		expect(textOf('<table width="600" align="center">')).toContain(
			'style="width:600px;margin:0 auto;"',
		);
	});

	it('leaves tables that are in the middle of a cell with their text at the side', () => {
		expect(textOf('<td align="center">')).toContain('text-align:-webkit-center');
	});

	it('is only there where nothing was sent and there is something to see', () => {
		expect(previewFile({ sent: true, html: '<p>' })).toBeNull();
		expect(previewOf(null)).toBeNull();
		expect(previewOf('')).toBeNull();
	});
});
