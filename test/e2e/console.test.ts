import { gzipSync } from 'node:zlib';
import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { openConsole } from '../support/consolePage.ts';

/** An order as the store reports it. */
const orderData = (id: string, total: number) => ({
	id,
	number: `#${id}`,
	status: 'processing',
	currency: 'EUR',
	total,
	customer: { id: null, email: `customer-${id}@example.com`, firstName: 'Ada' },
});

describe('the console, in Chromium on a real n8n', () => {
	let world: ApiWorld;

	beforeAll(async () => {
		world = await startApiWorld();
		await world.mailOn(
			{
				name: 'Mail for large orders',
				entityType: 'Order',
				events: ['order_created'],
				parameters: { conditionsMode: 'json', conditionsJson: '{"total": {"gte": 100}}' },
			},
			{ template: 'order_confirmation' },
		);
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	it('is one page in a sandbox, without script of its own in it, and less than 150 kB', async () => {
		const response = await fetch(`${world.base}/api/console`);
		const policy = response.headers.get('content-security-policy')!;
		expect(policy).toMatch(/^sandbox [^;]*allow-scripts/);
		expect(policy).not.toContain('allow-same-origin');
		expect(policy).not.toMatch(/unsafe-|\*/);
		expect(policy).toContain("default-src 'none'");
		expect(await response.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
		let bytes = 0;
		for (const file of ['console.js', 'console.css']) {
			const text = await (await fetch(`${world.base}/api/console/${file}`)).text();
			bytes += gzipSync(text).byteLength;
		}
		expect(bytes).toBeLessThan(150_000);
	});

	it('opens with the API token alone, which it keeps in memory, and says why an order brought no mail', async () => {
		await world.report('order.created', orderData('5001', 84.7));
		const { page, faults, stop } = await openConsole(world.base, { token: null });
		try {
			expect(await page.evaluate('self.origin')).toBe('null');
			await page.getByLabel('API token').fill('a token that is not right');
			await page.keyboard.press('Enter');
			await page.getByText('This is not the API token').waitFor();
			await page.getByLabel('API token').fill('token-of-the-back-office');
			await page.keyboard.press('Enter');
			await page.getByRole('link', { name: 'Order Created' }).first().click();
			await page.getByText('Condition Total is at least 100: was 84.7.').waitFor();
			await page.getByText('The whole event').click();
			await page.getByText('customer-5001@example.com').waitFor();
			await page.reload();
			await page.getByLabel('API token').waitFor();
			expect(faults).toEqual([]);
		} finally {
			await stop();
		}
	});
});
