import { createOpenLink, insideLink } from '../../../api/openLink.ts';
import { startServer, type SimulatedServer } from '../../support/simulatedServer.ts';

const PATH = '/webhook-waiting/12/resume?signature=abc';

describe('a paused run is resumed where n8n is, not at its address for the world', () => {
	const asked: string[] = [];
	const servers: SimulatedServer[] = [];
	const status = { inside: 200, outside: 200 };
	let inside: string;
	let outside: string;

	beforeAll(async () => {
		for (const name of ['inside', 'outside'] as const) {
			servers.push(
				await startServer((request, response) => {
					asked.push(`${name} ${request.url}`);
					response.writeHead(status[name]).end();
				}),
			);
		}
		[inside, outside] = servers.map(({ url }) => url) as [string, string];
	});
	beforeEach(() => {
		asked.length = 0;
		status.inside = 200;
		status.outside = 200;
	});
	afterAll(async () => {
		for (const server of servers) await server.close();
	});

	it('a public address that n8n cannot reach is not needed', async () => {
		const open = createOpenLink(inside);
		expect(await open(`https://n8n.invalid${PATH}`)).toBe(200);
		expect(await open(`https://n8n.invalid/behind/a/proxy${PATH}`)).toBe(200);
		expect(asked).toEqual([`inside ${PATH}`, `inside ${PATH}`]);
	});

	it('a process that does not have the run is no proof that it is gone', async () => {
		status.inside = 404;
		expect(await createOpenLink(inside)(outside + PATH)).toBe(200);
		expect(asked).toEqual([`inside ${PATH}`, `outside ${PATH}`]);
		status.outside = 409;
		expect(await createOpenLink(inside)(outside + PATH)).toBe(409);
		expect(await createOpenLink(inside)(`https://n8n.invalid${PATH}`)).toBe(404);
	});

	it('a wrong n8n URL leaves the public one, and both wrong are told as such', async () => {
		expect(await createOpenLink('http://n8n.invalid:5678')(outside + PATH)).toBe(200);
		await expect(
			createOpenLink('http://n8n.invalid:5678')(`https://shop.invalid${PATH}`),
		).rejects.toMatchObject({
			code: 'UNAVAILABLE',
			message: expect.stringContaining('http://n8n.invalid:5678 nor at https://shop.invalid'),
		});
	});

	it('the path of n8n itself is kept', () => {
		expect(insideLink(`https://a.example/n8n${PATH}`, 'http://localhost:5678/n8n')).toBe(
			`http://localhost:5678/n8n${PATH}`,
		);
		expect(insideLink('https://a.example/somewhere/else', 'http://localhost:5678')).toBeNull();
	});
});
