import { readFileSync } from 'node:fs';
import { createServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createActions, type Actions } from '../../engine/actions/actions.ts';
import type { WrittenBrand } from '../../engine/brand/brand.ts';
import { checkedBrand } from '../../engine/brand/checkedBrand.ts';
import { logoPicture } from '../../engine/brand/logoPicture.ts';
import { connectStore } from '../../engine/inbox/connectStore.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { integrationOf } from '../../engine/inbox/integration.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { SAMPLE_ITEMS } from '../support/emailItems.ts';
import { startGenericStoreWorld, type GenericStoreWorld } from '../support/genericStoreWorld.ts';
import { INTEGRATION, REAL_CLOCK, testInbox } from '../support/testInbox.ts';

const OTHER = { ...INTEGRATION, guid: '22222222-2222-5222-8222-222222222222', workflowId: 'other' };
const BRAND: WrittenBrand = {
	shopName: 'Fjord & Falke',
	accentColor: '#0f766e',
	imprint: ['Fjord & Falke GmbH', 'Hauptstraße 5'],
	links: [{ label: 'Instagram', url: 'https://instagram.example/ff' }],
	replyTo: 'help@shop.example.com',
	timeZone: 'Pacific/Auckland',
};
const TLS = join(__dirname, '../fixtures/tls');

/** As much of a picture as says what it is. */
const png = (width: number, height: number): Buffer => {
	const bytes = Buffer.alloc(33);
	bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	return bytes;
};

/** A server with pictures, which this test may ask although it is on this machine. */
async function startPictures() {
	const cert = readFileSync(join(TLS, 'selfSigned.cert.pem'));
	const key = readFileSync(join(TLS, 'selfSigned.key.pem'));
	const asked: string[] = [];
	const answers: Record<
		string,
		readonly [status: number, body: Buffer | string, location?: string]
	> = {
		'/logo.png': [200, png(640, 160)],
		'/moved.png': [301, '', '/logo.png'],
		'/plain.png': [302, '', 'http://127.0.0.1/logo.png'],
		'/loop.png': [302, '', '/loop.png'],
		'/logo.svg': [200, '<svg xmlns="http://www.w3.org/2000/svg"/>'],
		'/logo.webp': [200, 'RIFF____WEBPVP8 '],
		'/page.html': [200, '<html>Not found</html>'],
		'/large.png': [200, Buffer.concat([png(640, 160), Buffer.alloc(500_001)])],
		'/tower.png': [200, png(10, 400)],
		'/away.png': [503, 'Away'],
	};
	const server = createServer({ cert, key }, (request, response) => {
		asked.push(request.url!);
		const [status, body, location] = answers[request.url!] ?? [404, 'Not found'];
		response.writeHead(status, location === undefined ? {} : { location }).end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	globalAgent.options.ca = cert;
	const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		asked,
		look: async (address: string) =>
			await logoPicture(address, async () => [{ address: '127.0.0.1', family: 4 }]),
		async close() {
			delete globalAgent.options.ca;
			globalAgent.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

eachDialect(
	"a shop's look is kept with its store, and is in the mails of that store only",
	(database) => {
		let world: GenericStoreWorld;
		let pictures: Awaited<ReturnType<typeof startPictures>>;
		let inbox: Inbox;
		let actions: Actions;
		let warnings: string[];

		beforeEach(async () => {
			warnings = [];
			[world, pictures] = await Promise.all([startGenericStoreWorld(), startPictures()]);
			inbox = testInbox(await database().open(), REAL_CLOCK, {
				warn: (message, error) => void warnings.push(`${message}: ${error}`),
			});
			actions = createActions(inbox, () => {});
		});
		afterEach(async () => {
			actions.close();
			await Promise.all([world.stop(), pictures.close()]);
		});

		const connect = async (brand?: WrittenBrand, integration = INTEGRATION) =>
			await connectStore(
				inbox,
				{
					integration: { ...integration, storeUrl: world.store.url },
					credentials: world.connection.credentials,
					brand,
					isTest: false,
				},
				async (written) => await checkedBrand(written, pictures.look),
			);
		const kept = async () =>
			await integrationOf(inbox.database, INTEGRATION.space, INTEGRATION.guid);
		const mailOf = async (guid: string, settings: object = {}, more: object = {}) => {
			const integration = { ...SAMPLE_ITEMS.order.integration, ...more };
			const outcome = await actions.perform('sendEmail', {
				item: { ...SAMPLE_ITEMS.order, integration: { ...integration, guid } },
				settings: {
					...{ template: 'order_confirmation', recipient: { kind: 'customer' }, fromEmail: null },
					...{ locale: 'en-GB', usualTimeZone: 'UTC' },
					...settings,
				},
				smtp: { host: 'nowhere.invalid', port: 25, fromEmail: 'shop@example.com' },
				action: null,
				onlyShown: 'preview',
				startedAtMs: 0,
			});
			if (outcome.kind !== 'done') throw new Error(outcome.error.message);
			return outcome.result as { html: string; text: string; subject: string };
		};

		it('with its name, colors, imprint, links and time zone, in HTML and text', async () => {
			const before = await mailOf(INTEGRATION.guid);
			expect(await connect(BRAND)).toEqual({ kind: 'connected' });
			const { html, text } = await mailOf(INTEGRATION.guid);
			expect(html).toContain('background-color:#0f766e');
			expect(html).toContain('fillcolor="#0f766e"');
			expect(html).toContain('Fjord &amp; Falke GmbH<br>Hauptstraße 5');
			expect(html).toContain('href="https://instagram.example/ff"');
			expect(html).toContain('24 November 2026');
			expect(before.html).toContain('23 November 2026');
			expect(text).toMatch(
				/\n--\nThis e-mail is about an order at Fjord & Falke\.\n\nInstagram: https:\/\/instagram\.example\/ff\n\nFjord & Falke GmbH\nHauptstraße 5\n$/,
			);
			const other = await mailOf(OTHER.guid);
			expect(other).toEqual(before);
			expect(await mailOf("' or 1=1 --")).toEqual(before);
		});

		it('the mail node has the last word', async () => {
			await connect(BRAND);
			const { html, text } = await mailOf(INTEGRATION.guid, {
				...{ shopName: 'Christmas Shop', timeZone: 'UTC' },
			});
			expect(html).toContain('Christmas Shop');
			expect(html).toContain('23 November 2026');
			expect(text).toContain('at Christmas Shop.');
		});

		it('without a name that somebody has given it, the shop has its own in its mails, not its address', async () => {
			const { host } = new URL(world.store.url);
			const unnamed = { ...INTEGRATION, name: host };
			const shownName = async () => {
				const { text } = await mailOf(INTEGRATION.guid, {}, { name: host });
				return /about an order at (.+)\.\n/.exec(text)?.[1];
			};
			expect(await shownName()).toBe(host);
			await connect({}, unnamed);
			expect(await shownName()).toBe('Harbour Goods');
			await connect({ accentColor: '#0f766e' }, unnamed);
			expect(await shownName()).toBe('Harbour Goods');
			await connect({ shopName: 'Christmas Shop' }, unnamed);
			expect(await shownName()).toBe('Christmas Shop');
			await connect({}, { ...INTEGRATION, name: 'My Shop' });
			expect((await kept())!.brandJson).toBeNull();
		});

		it('stays as it is where the store is connected again without saying anything of it, and goes with an empty one', async () => {
			await connect(BRAND);
			await connect();
			expect((await mailOf(INTEGRATION.guid)).html).toContain('#0f766e');
			await connect({});
			expect((await kept())!.brandJson).toBeNull();
			expect((await mailOf(INTEGRATION.guid)).html).not.toContain('#0f766e');
		});

		it('a logo is looked at once, and stands at the top in its size with the name of the shop', async () => {
			const logoUrl = `${pictures.url}/logo.png`;
			await connect({ ...BRAND, logoUrl, logoWidth: 200 });
			await connect({ ...BRAND, logoUrl, logoWidth: 120 });
			expect(pictures.asked).toEqual(['/logo.png']);
			const { html } = await mailOf(INTEGRATION.guid);
			expect(html).toContain(
				`<img src="${logoUrl}" width="120" height="30" alt="Fjord &amp; Falke"`,
			);
			await connect({ ...BRAND, logoUrl: `${pictures.url}/moved.png` });
			expect((await mailOf(INTEGRATION.guid)).html).toContain('width="160" height="40"');
		});

		it.each([
			['/logo.svg', 'is SVG, which Outlook and other mail programs do not show'],
			['/logo.webp', 'is WebP, which Outlook'],
			['/page.html', 'is no picture. It has to be a PNG, JPEG or GIF.'],
			['/gone.png', 'answers 404 instead of giving a picture'],
			['/plain.png', 'sends on to something that is no https address'],
			['/loop.png', 'sends on more than 3 times'],
			['/large.png', 'is larger than 500 kB'],
			['/tower.png', '10 pixels wide and 400 high'],
		])(
			'a logo that is none is refused with the reason, and the store stays as it was: %s',
			async (path, words) => {
				await connect(BRAND);
				const before = await kept();
				const refused = await connect({ ...BRAND, logoUrl: `${pictures.url}${path}` });
				expect(refused).toMatchObject({ kind: 'failed', message: expect.stringContaining(words) });
				expect((refused as { message: string }).message).toMatch(/^Brand, "Logo URL": /);
				expect((await kept())!.brandJson).toBe(before!.brandJson);
			},
		);

		it('a logo whose server is away for a moment keeps no shop from being connected', async () => {
			const logoUrl = `${pictures.url}/away.png`;
			expect(await connect({ logoUrl })).toEqual({ kind: 'connected' });
			expect(warnings.join()).toContain('answers 503');
			const { html } = await mailOf(INTEGRATION.guid);
			expect(html).toContain(`<img src="${logoUrl}" width="160" alt="Fjord &amp; Falke"`);
		});

		it('the own network is not asked for a logo', async () => {
			await expect(logoPicture(`${pictures.url}/logo.png`)).rejects.toThrow(
				'is not on the internet, from where the mail programs of your customers load it',
			);
			expect(pictures.asked).toEqual([]);
		});
	},
);
