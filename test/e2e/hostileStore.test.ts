import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { hostileInputs } from '../support/hostileInputs.ts';
import { waitUntil } from '../support/n8n.ts';
import { newSecret, sign, type SignedMessage } from '../support/postSigned.ts';
import { shipmentData, startWorld, type World } from '../support/world.ts';

/** `contract/hostileInputs.test.ts` has more of them for the engine alone. */
const INPUTS = 2_000;
const WARM_UP = 500;
const AT_ONCE = 20;
const MOST_GROWTH_MB = 50;
/** n8n itself answers 422 to JSON that is none; 503 is for a database that is down. */
const DOCUMENTED = new Set([200, 400, 401, 404, 405, 413, 422, 431, 503]);

describe("a hostile sender, at a real n8n's Store Trigger", () => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld();
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	const send = async (
		body: string | Uint8Array,
		headers: Record<string, string> = {},
		url = world.webhookUrl,
	): Promise<number> => {
		try {
			const answer = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: typeof body === 'string' ? body : Buffer.from(body),
			});
			await answer.arrayBuffer();
			return answer.status;
		} catch {
			// n8n may close the connection of a body that is far too large before it has come.
			return 413;
		}
	};
	const events = async () => (await world.database.events()).length;
	const isUp = async () =>
		expect((await fetch(`${world.n8n.url}/healthz/readiness`)).status).toBe(200);

	it('signatures that are missing, truncated, of a wrong key, of another store, old or doubled are refused, and nothing is stored', async () => {
		const before = await events();
		const good = () => world.message('shipment.delivered', shipmentData('refused'));
		const changed = (change: (headers: Record<string, string>) => void): SignedMessage => {
			const { body, headers } = good();
			change(headers);
			return { body, headers };
		};
		const old = new Date(Date.now() - 10 * 60_000);
		const hostile: Record<string, SignedMessage> = {
			missing: changed((headers) => delete headers['webhook-signature']),
			truncated: changed((headers) => {
				headers['webhook-signature'] = headers['webhook-signature']!.slice(0, -4);
			}),
			empty: changed((headers) => {
				headers['webhook-signature'] = '';
			}),
			'wrong key': sign(newSecret(), 'shipment.delivered', shipmentData('refused')),
			'replayed after the tolerance': world.message('shipment.delivered', shipmentData('old'), old),
			'another id': changed((headers) => {
				headers['webhook-id'] = 'msg_another';
			}),
			'another time': changed((headers) => {
				headers['webhook-timestamp'] = String(Math.floor(Date.now() / 1_000) - 60);
			}),
			'another body': { ...good(), body: good().body.replace('refused', 'changed') },
			'doubled header': changed((headers) => {
				headers['webhook-id'] = `${headers['webhook-id']}, ${headers['webhook-id']}`;
			}),
		};
		for (const [name, { body, headers }] of Object.entries(hostile)) {
			const status = await send(body, headers);
			expect([name, status >= 400 && status < 500]).toEqual([name, true]);
		}
		expect(await events()).toBe(before);
	});

	it('body bombs are refused or taken as what they are, and n8n goes on: deep JSON, huge strings, 100,000 keys, gzip', async () => {
		const before = await events();
		const signed = (data: Record<string, unknown>) => world.message('order.updated', data);
		const keys = Object.fromEntries(
			Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]),
		);
		const zeros = gzipSync(Buffer.alloc(50 * 1024 * 1024));
		const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		const bombs: Array<[string, string | Uint8Array, Record<string, string>]> = [
			['deep JSON, unsigned', deep, {}],
			['deep JSON in an order', `{"type":"order.updated","data":${deep}}`, {}],
			['a string of 10 MB', JSON.stringify({ data: 'x'.repeat(10 * 1024 * 1024) }), {}],
			['gzip', gzipSync('{"type":"order.updated"}'), { 'content-encoding': 'gzip' }],
			['an encoding that is none', '{}', { 'content-encoding': 'x-unknown' }],
			['no JSON', '{"type":', {}],
			['bytes', randomBytes(1_000), { 'content-type': 'application/octet-stream' }],
			['a form', 'a=1&b=2', { 'content-type': 'application/x-www-form-urlencoded' }],
			['XML', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', { 'content-type': 'application/xml' }],
		];
		for (const [name, body, headers] of bombs) {
			const status = await send(body, headers);
			expect([name, status, status < 500]).toEqual([name, status, true]);
		}
		// n8n unpacks before any node sees the body. What it cannot, or what is larger than its own limit
		// of 16 MB, it calls a 500 of its own.
		for (const packed of [zeros, 'not gzip']) {
			expect([400, 413, 500]).toContain(await send(packed, { 'content-encoding': 'gzip' }));
			await isUp();
		}
		const many = signed({ id: 'many-keys', number: '#1', ...keys });
		expect(await send(many.body, many.headers)).toBeLessThan(500);
		await isUp();
		expect(await events()).toBeLessThanOrEqual(before + 1);
	}, 60_000);

	it('oversized headers and paths with encodings are answered by n8n, and it goes on', async () => {
		expect(await send('{}', { 'x-large': 'x'.repeat(40_000) })).toBe(431);
		for (const path of ['%2e%2e%2fstore', 'store%00', 'store/..%2f..', '%E0%A4%A', "store'--"]) {
			const status = await send('{}', {}, `${world.n8n.url}/webhook/test-store/${path}`);
			expect([path, status >= 400 && status < 500]).toEqual([path, true]);
		}
		await isUp();
	});

	it('prototype pollution keys and SQL in every field are data: stored as text, and nothing is changed by them', async () => {
		const sql = `'; drop table event; delete from delivery; --`;
		const { body } = world.message('order.created', {});
		const data = JSON.parse(
			`{"id": ${JSON.stringify(sql)}, "number": ${JSON.stringify(sql)}, "status": "processing",
			"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"isAdmin": true}},
			"customer": {"id": ${JSON.stringify(sql)}, "email": "a@example.com", "__proto__": {"x": 1}},
			"note": ${JSON.stringify(sql)}, "currency": ${JSON.stringify(sql)}, "tags": [${JSON.stringify(sql)}]}`,
		) as Record<string, unknown>;
		expect(body).toContain('order.created');
		await world.report('order.created', data);
		const stored = (await world.database.events()).at(-1)!;
		expect(stored.entityId).toBe(sql);
		expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
		await world.report('shipment.delivered', shipmentData('after-sql'));
		expect((await world.database.events()).at(-1)!.entityId).toBe('after-sql');
	});

	it('templates and expressions in what a customer typed come out as text in the mail', async () => {
		await world.mailOn({ entityType: 'Shipment', events: ['shipment_delivered'] });
		const name = '{{ 7 | times: 7 }}{% include "x" %}={{ $env.PATH }}<script>alert(1)</script>';
		await world.report('shipment.delivered', {
			...shipmentData('injected'),
			orderNumber: '{{ 7 | times: 7 }}\r\nBcc: thief@example.com',
			customer: { id: null, email: 'ada@example.com', firstName: name },
		});
		const [mail] = await world.mail.waitForMails(1);
		expect(mail!.recipients).toEqual(['ada@example.com']);
		expect(mail!.headerLines.map(({ key }) => key)).not.toContain('bcc');
		expect(`${mail!.subject}${mail!.text}${mail!.html}`).not.toContain('49');
		expect(mail!.text).toContain('{{ 7 | times: 7 }}');
		expect(mail!.html).not.toContain('<script>');
	});

	it('2,000 hostile inputs: no 5xx but the documented 503, no crash, no growth of memory beyond 50 MB', async () => {
		const pid = mainProcessOf(world.n8n.port);
		const inputs = hostileInputs(INPUTS);
		const rssMb = () =>
			Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
		const sendAll = async (part: typeof inputs) => {
			for (let first = 0; first < part.length; first += AT_ONCE) {
				const answers = await Promise.all(
					part.slice(first, first + AT_ONCE).map(async ({ body, isSigned }) => {
						const message = isSigned
							? world.message('order.updated', { hostile: body })
							: { body, headers: {} };
						return await send(message.body, message.headers);
					}),
				);
				expect(answers.filter((status) => !DOCUMENTED.has(status))).toEqual([]);
			}
		};
		await sendAll(inputs.slice(0, WARM_UP));
		const before = rssMb();
		await sendAll(inputs.slice(WARM_UP));
		// What is garbage goes when V8 finds the time.
		await waitUntil(() => rssMb() - before < MOST_GROWTH_MB, {
			what: `memory to have grown by less than ${MOST_GROWTH_MB} MB`,
			timeoutMs: 60_000,
		});
		expect(mainProcessOf(world.n8n.port)).toBe(pid);
		await isUp();
	}, 240_000);
});

/** The process that listens on a port: found by its socket, as the process is somebody else's child. */
function mainProcessOf(port: number): string {
	const inode = readFileSync('/proc/net/tcp', 'utf8')
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.find(
			([, local, , state]) =>
				state === '0A' && local?.endsWith(`:${port.toString(16).toUpperCase().padStart(4, '0')}`),
		)?.[9];
	const found = readdirSync('/proc').find((pid) => {
		if (!/^\d+$/.test(pid)) return false;
		try {
			return readdirSync(`/proc/${pid}/fd`).some(
				(fd) => socketOf(`/proc/${pid}/fd/${fd}`) === inode,
			);
		} catch {
			return false;
		}
	});
	if (found === undefined) throw new Error(`Nobody listens on port ${port}.`);
	return found;
}

function socketOf(file: string): string | undefined {
	try {
		return /^socket:\[(\d+)\]$/.exec(readlinkSync(file))?.[1];
	} catch {
		return undefined;
	}
}
