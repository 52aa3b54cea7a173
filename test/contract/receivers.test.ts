import { ActionError } from '../../engine/actions/actionError.ts';
import { createActions, type Actions } from '../../engine/actions/actions.ts';
import {
	createReceivers,
	openBreakers,
	pauseMs,
	type Receiver,
	type Receivers,
} from '../../engine/actions/receivers.ts';
import { deleteExpired } from '../../engine/deliveries/retention.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { newSecret } from '../support/postSigned.ts';
import { startPushService } from '../support/pushService.ts';
import { waitUntil } from '../support/n8n.ts';
import { testClock, testInbox, type TestClock } from '../support/testInbox.ts';

const MAIL: Receiver = { kind: 'mail server', host: 'mail.example.com:587' };
const DAY_MS = 24 * 3_600_000;
const away = async (): Promise<never> => {
	throw new ActionError('unreachable', 'The mail server refused the connection.', {
		retryable: true,
	});
};

eachDialect('a receiver that fails again and again', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let receivers: Receivers;
	let warned: string[];

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		warned = [];
		receivers = process();
	});

	/** Another process of n8n on the same state. */
	const process = () =>
		createReceivers({
			database: state,
			now: clock.now,
			warn: (message) => void warned.push(message),
		});
	const askFor = async (
		task: () => Promise<unknown>,
		by = receivers,
		receiver = MAIL,
	): Promise<ActionError | null> =>
		await by.ask(receiver, task).then(
			() => null,
			(error: ActionError) => error,
		);
	const failTimes = async (times: number, by = receivers) => {
		for (let i = 0; i < times; i += 1) await askFor(away, by);
	};
	/** Asks it, and comes back as soon as it is being asked. */
	const underWay = async (task: () => Promise<unknown>) => {
		const begun = Promise.withResolvers<void>();
		const outcome = askFor(async () => {
			begun.resolve();
			return await task();
		});
		await begun.promise;
		return { outcome };
	};
	/** Whether it is asked at all, and well. */
	const isAsked = async (by = receivers) => (await askFor(async () => 'sent', by)) === null;

	it('is left alone after five failures in a row, and who wants something of it is told since when, until when and why', async () => {
		const since = new Date(clock.now()).toISOString().slice(11, 19);
		await failTimes(4);
		expect(await isAsked()).toBe(true);
		await failTimes(5);
		const error = await askFor(async () => 'sent');
		expect(error).toMatchObject({ retryable: true, isLeftAlone: true, retryAfterMs: 30_000 });
		expect(error!.message).toContain('The mail server mail.example.com:587 is left alone until');
		expect(error!.message).toContain(`again and again since 2026-03-01 ${since} UTC`);
		expect(error!.message).toMatch(/The last time: The mail server refused the connection\.$/);
		expect(warned).toEqual([expect.stringContaining('mail.example.com:587 is left alone')]);
		expect(await openBreakers(state, clock.now())).toMatchObject([
			{ key: 'mail server mail.example.com:587', space: 'default' },
		]);
	});

	it('is left alone for longer each time that it is asked again in vain, up to a quarter of an hour', async () => {
		await failTimes(5);
		for (const openings of [0, 1, 2, 3, 4, 5, 6]) {
			const left = await askFor(away);
			expect(left).toMatchObject({ isLeftAlone: true, retryAfterMs: pauseMs(openings) });
			clock.advance(pauseMs(openings));
			expect(await askFor(away)).toMatchObject({ isLeftAlone: false });
		}
		expect(pauseMs(5)).toBe(900_000);
		expect(pauseMs(50)).toBe(900_000);
	});

	it('is asked again by one at a time, and well for all when that one gets through', async () => {
		await failTimes(5);
		clock.advance(30_000);
		const probe = Promise.withResolvers<string>();
		const probing = await underWay(async () => await probe.promise);
		expect(await askFor(async () => 'sent')).toMatchObject({ isLeftAlone: true });
		probe.resolve('sent');
		await probing.outcome;
		expect(await isAsked()).toBe(true);
		expect(await openBreakers(state, clock.now())).toEqual([]);
	});

	it('is left alone by other processes too, within seconds', async () => {
		const other = process();
		expect(await isAsked(other)).toBe(true);
		await failTimes(5);
		clock.advance(6_000);
		// What it knows of is read beside what it is asked for.
		await waitUntil(async () => !(await isAsked(other)), { what: 'the other one to know' });
		expect(await askFor(away, other)).toMatchObject({ isLeftAlone: true });
	});

	it('is asked again after a minute by another one, where the process that asked is gone', async () => {
		await failTimes(5);
		clock.advance(30_000);
		await underWay(async () => await new Promise(() => {}));
		clock.advance(61_000);
		expect(await isAsked(process())).toBe(true);
	});

	it.each<[string, () => Promise<unknown>]>([
		[
			'puts a recipient off',
			async () => {
				throw new ActionError('recipient_refused', '451 Greylisted', { retryable: true });
			},
		],
		[
			'refuses what it is asked',
			async () => {
				throw new ActionError('rejected', '550 No');
			},
		],
		[
			'was not asked, for something is not set up',
			async () => {
				throw new ActionError('setup', 'No sender');
			},
		],
	])('is not one that %s', async (_, task) => {
		for (let i = 0; i < 10; i += 1) await askFor(task);
		expect(await isAsked()).toBe(true);
	});

	it('is not one whose failures lie far apart, nor one whose neighbour fails', async () => {
		for (let i = 0; i < 10; i += 1) {
			await askFor(away);
			clock.advance(700_000);
		}
		expect(await isAsked()).toBe(true);
		await failTimes(5);
		const neighbour = { ...MAIL, host: 'mail.example.com:25' };
		expect(await askFor(async () => 'sent', receivers, neighbour)).toBeNull();
	});

	it('costs nothing while it is well: what is read is read beside it, once in some seconds', async () => {
		await isAsked();
		await state.close();
		for (let i = 0; i < 100; i += 1) expect(await isAsked()).toBe(true);
	});

	it('is asked again where the clock was set back, however far', async () => {
		await failTimes(5);
		clock.advance(-DAY_MS);
		expect(await isAsked()).toBe(true);
	});

	it('is forgotten when nobody has asked it for a day, and told of no more after half an hour', async () => {
		await failTimes(5);
		clock.advance(3_600_000);
		expect(await openBreakers(state, clock.now())).toEqual([]);
		clock.advance(DAY_MS);
		await deleteExpired(state, clock.now());
		expect(await state.db.selectFrom('receiver').selectAll().execute()).toEqual([]);
	});

	it('is told of without anybody’s address', async () => {
		const naming = async () => {
			throw new ActionError('rejected', 'Later for <ada@example.com>', { retryable: true });
		};
		for (let i = 0; i < 5; i += 1) await askFor(naming);
		expect((await openBreakers(state, clock.now()))[0]!.reason).toBe('Later for <…>');
	});
});

eachDialect('each kind of receiver is left alone by the actions that ask it', (database) => {
	let state: OpenDatabase;
	let actions: Actions;

	beforeEach(async () => {
		state = await database().open();
		actions = createActions({ ...testInbox(state, testClock()), warn: () => {} }, () => {});
	});
	afterEach(() => actions.close());

	const fails = async (act: () => ReturnType<Actions['perform']>) => {
		const outcome = await act();
		if (outcome.kind === 'done') throw new Error('It was done.');
		return outcome.error;
	};
	const expectLeftAlone = async (act: () => ReturnType<Actions['perform']>, times: number) => {
		for (let i = 0; i < times; i += 1) {
			expect(await fails(act)).toMatchObject({ retryable: true, isLeftAlone: false });
		}
		expect(await fails(act)).toMatchObject({ retryable: true, isLeftAlone: true });
		const open = await openBreakers(state, testClock().now());
		return open.map(({ key }) => key.replace(/:\d+$/, ''));
	};

	it('a webhook receiver', async () => {
		const webhook = {
			...({ method: 'POST', url: 'http://127.0.0.1:1/hook', body: '{}', print: '' } as const),
			...{ headers: {}, ownHeaders: {} },
		};
		const limits = { retryDelaysMs: [], timeoutMs: 5_000, allowPrivateAddresses: true };
		const call = async () =>
			await actions.perform('callWebhook', {
				...limits,
				...{ webhook, credential: null, action: null, onlyShown: null },
			});
		expect(await expectLeftAlone(call, 5)).toEqual(['webhook receiver 127.0.0.1']);
	});

	it('a push service, once so many browsers could not be reached', async () => {
		const service = await startPushService();
		const keys = await createVapidPair();
		const browsers = Array.from({ length: 5 }, () => service.subscribe(keys.publicKey));
		await service.stop();
		const push = async () =>
			await actions.perform('sendPush', {
				...{ audience: 'endpoints', subscriptions: browsers, item: {}, texts: { title: 'Hello' } },
				...{ tagOf: null, delivery: {}, furtherServices: service.url, space: 'default' },
				credential: { subject: 'mailto:shop@example.com', ...keys },
				...{ action: null, onlyShown: null, run: { id: '1', startedAtMs: 0, width: 1 } },
			});
		expect(await expectLeftAlone(push, 1)).toEqual(['push service 127.0.0.1']);
	});

	it('a shop', async () => {
		const credentials = { storeUrl: 'http://127.0.0.1:1', apiKey: 'k', apiSecret: newSecret() };
		const store = { provider: 'generic', credentials, space: 'default', workflowId: 'w' };
		const get = async () =>
			await actions.perform('getEntity', { store, entityType: 'Order', id: '1' });
		expect(await expectLeftAlone(get, 5)).toEqual(['shop 127.0.0.1']);
	});
});
