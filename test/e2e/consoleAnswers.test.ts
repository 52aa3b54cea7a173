import type { Browser, Page } from 'playwright-core';
import { API_TOKEN } from '../support/apiWorld.ts';
import { startChromium } from '../support/chromium.ts';
import { refusal, startConsoleAlone, type ConsoleAlone } from '../support/consoleAlone.ts';
import { openConsole } from '../support/consolePage.ts';

const AT = '2026-01-31T08:00:00.000Z';
const SHOP = { guid: '10000000-0000-4000-8000-000000000001', name: 'Shop' };
const CARRIER = { guid: '10000000-0000-4000-8000-000000000002', name: 'Carrier' };
const storeOf = (store: object, given: object = {}) => ({
	...{ status: 'active', lastEventAt: AT, lastMessageAt: AT, addressToEnter: null, polling: null },
	...{ lastError: null, refused: null, oddOrders: { count: 0, last: null } },
	...{ providerName: 'Generic Store', providerType: 'ecommerce', ...store, ...given },
});
const healthOf = (...integrations: object[]) => ({
	data: {
		...{ status: 'ok', deliveries: { waiting: 0, lagSeconds: 0, deadLetters: 0 } },
		...{ n8nApi: { isOk: true, problem: null }, integrations, warnings: [] },
	},
});
const eventOf = (id: string) => ({
	...{ id, code: 'order_created', name: 'Order Created', entityType: 'Order', entityId: id },
	...{ about: `#${id}`, integration: SHOP, occurredAt: AT, receivedAt: AT, isOwnUpdate: false },
});
const pageOf = (...data: object[]) => ({ data, nextCursor: null });
const runs = { runs: 0, failed: 0 };
const workflowOf = (guid: string, name: string, isActive = true) => ({
	...{ guid, name, entityType: 'Order', triggers: ['order_created'], actions: ['send_email'] },
	...{ isActive, isManaged: false, url: 'http://n8n', last24Hours: runs, last7Days: runs },
});
const dryRun = (lookedAt: number) => ({ data: { lookedAt, wouldStart: 0, events: [] } });
const POSSIBLE = {
	data: {
		...{ entityType: 'Order', name: { maxLength: 100 }, integrations: [], conditions: null },
		triggers: ['Created', 'Paid'].map((name) => ({ code: name, name, description: name })),
		actions: [
			{
				...{ type: 'send_push', title: 'Notify', description: '', problem: null },
				schema: { properties: { title: { type: 'string', title: 'Title' } }, required: [] },
			},
		],
		variables: [],
	},
};
const CONDITIONS = {
	...{ fields: [{ path: 'total', title: 'Total', type: 'other', values: null }], ownFields: [] },
	types: {
		other: { operators: [{ operator: 'eq', title: 'Is', operand: { type: 'string' } }] },
	},
};
const RECIPE = {
	...{ id: 'alerts', name: 'Order confirmation', does: 'Mails', group: 'Orders', steps: ['Mail'] },
	...{ entityType: 'Order', picture: '<svg xmlns="http://www.w3.org/2000/svg"/>', credentials: [] },
	settings: [
		{
			...{ name: 'owner', label: 'Owner', description: 'Who', kind: 'email', default: null },
			...{ min: null, max: null },
		},
	],
	...{ used: [] as object[], workflow: {} },
};
const CONFIGURED = ['Order', 'Shipment', 'Customer', 'Product', 'Alert'].map(
	(type) => `GET /workflows/${type}/configured`,
);

/** What the API tells where a test says nothing else. */
const USUALLY = {
	'GET /health': healthOf(storeOf(SHOP)),
	'GET /alerts': pageOf(),
	'GET /activity': { data: [] },
	'GET /events': pageOf(eventOf('1')),
	'GET /dead-letters': pageOf(),
	'GET /parcels': pageOf(),
	'GET /messages/refused': pageOf(),
	'GET /recipes': { data: [RECIPE] },
	'GET /workflows/catch-ups': pageOf(),
	'GET /workflows/possibilities/Order': POSSIBLE,
	...Object.fromEntries(CONFIGURED.map((what) => [what, { data: [] }])),
	[`GET /integrations/${SHOP.guid}/imports`]: pageOf(),
	[`GET /integrations/${CARRIER.guid}/imports`]: pageOf(),
};

describe('the console shows and does only what is true by now, however late an answer comes', () => {
	let api: ConsoleAlone;
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		api = await startConsoleAlone(USUALLY);
		browser = await startChromium();
	}, 120_000);
	afterAll(async () => {
		await browser?.close();
		await api?.stop();
	});
	afterEach(async () => {
		api.reset();
		await page?.close();
	});

	const open = async (hash = '') => {
		({ page } = await openConsole(browser, api.base));
		if (hash === '') return;
		await page.evaluate(`location.hash = '${hash}'`);
	};
	const button = (name: string) => page.getByRole('button', { name, exact: true });
	const isBusy = async (name: string) =>
		await page.getByRole('button', { name, exact: true, disabled: true }).waitFor();
	/** Until the page has done what came of the answers that it has. */
	const isIdle = async (name: string) =>
		await page.getByRole('button', { name, exact: true, disabled: false }).waitFor();
	/** From now on, all that the page leaves for a later frame comes after the answers: as if they were quicker. */
	const putOff = async () => {
		await page.clock.install();
		await page.clock.pauseAt(Date.now() + 60_000);
	};
	/** Until the page has read the answers that have come: it has when it has read that to a later question. */
	const hasRead = async () => void (await page.evaluate("fetch('').then((later) => later.text())"));

	it('a workflow that is switched off is asked for that and not for its contrary, and cannot be switched before the page shows it', async () => {
		let isActive = true;
		api.tell(CONFIGURED[0]!, () => ({ data: [workflowOf('w1', 'One', isActive)] }));
		api.tell('POST /workflows/configured/w1/disable', () => {
			isActive = false;
			return { data: { guid: 'w1', isActive } };
		});
		await open('#/workflows');
		await button('Switch off').click();
		const list = api.holdNext(CONFIGURED[0]!);
		await button('Switch off').click();
		await list.asked;
		await isBusy('Switch off');
		list.release();
		await isIdle('Switch on');
		expect(api.asked.filter((what) => what.startsWith('POST'))).toEqual([
			'POST /workflows/configured/w1/disable',
		]);
	});

	it('a recipe cannot be switched on a second time before the page shows that it is on', async () => {
		const used: object[] = [];
		api.tell('GET /recipes', () => ({ data: [{ ...RECIPE, used: [...used] }] }));
		api.tell(`POST /recipes/${RECIPE.id}/use`, () => {
			used.push({ guid: 'w1', name: RECIPE.name, isActive: true, url: '', integrations: [] });
			return { data: {} };
		});
		await open('#/recipes');
		await button('Switch on').waitFor();
		const list = api.holdNext('GET /recipes');
		await button('Switch on').click();
		await list.asked;
		await isBusy('Switch on');
		list.release();
		await isIdle('Switch off');
	});

	it('what was to be confirmed is not, once it would do something else', async () => {
		let status = 'active';
		api.tell('GET /health', () => healthOf(storeOf(SHOP, { status })));
		await open('#/stores');
		await button('Pause').click();
		await button('Cancel').waitFor();
		status = 'disabled';
		await button('Go on').waitFor();
		expect(await button('Cancel').count()).toBe(0);
	});

	it('a dry run of what the form said before is not shown as that of what it says now', async () => {
		api.tell('POST /workflows/dry-run', () => dryRun(7));
		api.tell('GET /workflows/possibilities/Order', () => ({
			data: { ...POSSIBLE.data, conditions: CONDITIONS },
		}));
		await open('#/workflows/new/Order');
		const found = page.getByRole('heading', { name: 'Dry run' });
		await page.getByLabel('Title').fill('first');
		const late = api.holdNext('POST /workflows/dry-run');
		await button('Dry run').click();
		await late.asked;
		await page.getByLabel('Title').fill('second');
		late.release();
		await isIdle('Dry run');
		expect(await found.count()).toBe(0);
		await button('Dry run').click();
		await found.waitFor();
		// Its name changes nothing of that.
		await page.getByLabel('Name of the workflow').fill('Named');
		expect(await found.count()).toBe(1);
		await page.getByLabel('Title').fill('third');
		await found.waitFor({ state: 'detached' });
	});

	it('of two dry runs, that is shown which was asked for last', async () => {
		api.tell(CONFIGURED[0]!, () => ({
			data: [workflowOf('w1', 'One'), workflowOf('w2', 'Two')],
		}));
		let count = 0;
		api.tell('POST /workflows/dry-run', () => dryRun((count += 1)));
		await open('#/workflows');
		const tryOf = (name: string) =>
			page.getByRole('row', { name }).getByRole('button', { name: 'Dry run' });
		const first = api.holdNext('POST /workflows/dry-run');
		await tryOf('One').click();
		await first.asked;
		await tryOf('Two').click();
		const shown = page.getByRole('status').filter({ hasText: 'would have started' });
		await shown.getByText('Two').waitFor();
		first.release();
		await page
			.getByRole('row', { name: 'One' })
			.getByRole('button', { name: 'Dry run', disabled: false })
			.waitFor();
		expect(await shown.allInnerTexts()).toEqual([expect.stringMatching(/^Two would .* last 1 /)]);
	});

	it('a workflow is not run for more than was counted: a count of what was asked before is not shown', async () => {
		const active = workflowOf('w1', 'One');
		api.tell(CONFIGURED[0]!, () => ({ data: [active] }));
		api.tell('POST /workflows/catch-ups', () => ({
			data: { count: 3, examples: [], catchUp: null },
		}));
		await open('#/catch-ups');
		await page.getByLabel('Workflow', { exact: true }).selectOption('One');
		await page.getByLabel('Which status').fill('processing');
		const late = api.holdNext('POST /workflows/catch-ups');
		await button('Count').click();
		await late.asked;
		await page.getByLabel('Which status').fill('');
		late.release();
		await isIdle('Count');
		expect(await button('Run it').count()).toBe(0);
		await button('Count').click();
		await page.getByText(/^3 fit, /).waitFor();
		await page.getByLabel('Runs a minute').fill('5');
		expect(await button('Run it').count()).toBe(1);
	});

	it('a preview of a recipe is one of its settings as they are now', async () => {
		api.tell(`POST /recipes/${RECIPE.id}/preview`, () => dryRun(0));
		await open('#/recipes');
		const late = api.holdNext(`POST /recipes/${RECIPE.id}/preview`);
		await button('Preview').click();
		await late.asked;
		await page.getByLabel('Owner').fill('owner@shop.example');
		late.release();
		await isIdle('Preview');
		expect(await page.getByText('There are no events of this kind yet.').count()).toBe(0);
		await button('Preview').click();
		await page.getByText('There are no events of this kind yet.').waitFor();
	});

	it('what comes after the first page of a list is not put below another first page: nothing is shown twice', async () => {
		let newest = 2;
		api.tell('GET /events', ({ query }) => {
			const first = query.get('cursor') === null;
			const ids = first ? [newest, newest - 1] : [newest - 2];
			return { data: ids.map((id) => eventOf(String(id))), nextCursor: first ? 'next' : null };
		});
		await open('#/events');
		const rows = async () => await page.getByRole('table').getByText(/^#\d$/).allInnerTexts();
		await button('Show more').click();
		await page.getByText('#0').waitFor();
		expect(await rows()).toEqual(['#2', '#1', '#0']);
		newest = 3;
		await page.getByText('#3').waitFor();
		expect(await rows()).toEqual(['#3', '#2']);

		const late = api.holdNext('GET /events');
		await late.asked.then(late.release);
		const further = api.holdNext('GET /events');
		await button('Show more').click();
		await further.asked;
		newest = 4;
		await page.getByText('#4').waitFor();
		further.release();
		await isIdle('Show more');
		expect(await rows()).toEqual(['#4', '#3']);
	}, 60_000);

	it('that all is well is said once it is known', async () => {
		const alerts = api.holdNext('GET /alerts');
		await open();
		await alerts.asked;
		await page.getByRole('cell', { name: 'Shop' }).waitFor();
		expect(await page.getByText('All is well.').count()).toBe(0);
		alerts.release();
		await page.getByText('All is well.').waitFor();
	});

	it('a page that is chosen as soon as it can be is opened', async () => {
		page = await browser.newPage();
		await page.addInitScript(`new MutationObserver((_, observer) => {
			const link = document.querySelector('nav a[href="#/events"]');
			if (link) { observer.disconnect(); link.click(); }
		}).observe(document, { childList: true, subtree: true })`);
		await page.goto(`${api.base}/api/console`);
		await page.getByLabel('API token').fill(API_TOKEN);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
	});

	it('who has left a form is not fetched away to its list when it is saved at last', async () => {
		api.tell('POST /workflows/configure', () => ({ data: { guid: 'w1' } }));
		await open('#/workflows/new/Order');
		await page.getByLabel('Title').fill('Shipped');
		const saved = api.holdNext('POST /workflows/configure');
		await button('Create').click();
		await saved.asked;
		await putOff();
		await page.getByRole('link', { name: 'Events', exact: true }).click();
		await page.getByRole('heading', { name: 'Events' }).waitFor();
		const answered = page.waitForResponse(/workflows\/configure$/);
		saved.release();
		await (await answered).finished();
		await hasRead();
		expect(page.url()).toMatch(/#\/events$/);
	});

	it('a mail shows the look that is written, and not the one that was saved before', async () => {
		const mail = (text: string) => ({ subject: 'Hello', html: `<p>${text}</p>`, text });
		let count = 0;
		api.tell(`GET /integrations/${SHOP.guid}/brand`, () => ({
			data: { brand: {}, logo: null, remark: null },
		}));
		api.tell(`POST /integrations/${SHOP.guid}/brand`, () => ({
			data: { brand: {}, logo: null, remark: null, mail: mail(`Answer ${(count += 1)}`) },
		}));
		await open('#/stores');
		await page.getByText('The shop’s look in its mails').click();
		const shown = page.frameLocator('.mail iframe');
		await shown.getByText('Answer 1').waitFor();
		const saved = api.holdNext(`POST /integrations/${SHOP.guid}/brand`);
		await button('Save').click();
		await button('Save').click();
		await saved.asked;
		await page.getByLabel('Imprint').fill('Changed meanwhile');
		await shown.getByText('Answer 2').waitFor();
		saved.release();
		await page.getByText('Saved. Mails about').waitFor();
		expect(await shown.locator('p').innerText()).toBe('Answer 2');
	});

	it('a store about which something is open under Today is not called connected', async () => {
		const health = healthOf(storeOf(SHOP), storeOf(CARRIER, { providerType: 'shipping' }));
		const problems = [
			{ code: 'keys_refused', isDegrading: true, message: 'Refused', integration: CARRIER.guid },
		];
		api.tell('GET /health', () => ({ data: { ...health.data, problems } }));
		await open();
		await page.getByRole('row', { name: 'Carrier Generic Store Not well' }).waitFor();
		await page.getByRole('row', { name: 'Shop Generic Store Connected' }).waitFor();
		await page.getByRole('link', { name: 'Stores' }).click();
		await page.getByRole('region', { name: 'Carrier' }).getByText('Not well').waitFor();
		await page.getByRole('region', { name: 'Shop' }).getByText('Connected').waitFor();
	});

	it('a parcel is always shown while it is given an order', async () => {
		const parcel = {
			...{ id: 'p1', integration: CARRIER, shipmentId: '7', trackingNumber: 'TRACK7' },
			...{ carrier: null, order: null as object | null, message: 'Unknown', since: AT },
		};
		api.tell('GET /health', () =>
			healthOf(storeOf(SHOP), storeOf(CARRIER, { providerType: 'shipping' })),
		);
		api.tell('GET /parcels', ({ query }) => {
			const isByHand = query.get('matched') === 'by_hand';
			return pageOf(...(isByHand === (parcel.order !== null) ? [parcel] : []));
		});
		api.tell('POST /parcels/p1/match', () => {
			parcel.order = { id: '1', number: '#1', integration: SHOP };
			return {};
		});
		await open('#/stores');
		await page.getByText('Say which it is').click();
		await page.getByLabel('Number of the order').fill('1');
		await page.evaluate(`new MutationObserver(() => {
			const list = document.querySelector('table[aria-label="Parcels without an order"]');
			if (!list?.textContent.includes('TRACK7')) window.wasAway = true;
		}).observe(document, { childList: true, subtree: true })`);
		await button('This is its order').click();
		await page.getByRole('link', { name: '#1' }).waitFor();
		expect(await page.evaluate('window.wasAway ?? false')).toBe(false);
	});

	it('what came of a dead letter is said also where it was out of the list while it was tried', async () => {
		const letter = {
			...{ id: 'd1', event: eventOf('1'), integration: SHOP, attempts: 1, lastError: 'Broken' },
			workflow: { guid: 'w1', name: 'One', kind: 'workflow' },
			...{ diedAt: AT, executionUrl: null, retriesFrom: 'failingNode' },
		};
		let isThere = true;
		api.tell('GET /dead-letters', () => pageOf(...(isThere ? [letter] : [])));
		api.tell('POST /dead-letters/d1/retry', () => {
			isThere = true;
			return { data: { status: 'dead', error: 'Broken once more' } };
		});
		await open('#/dead-letters');
		const tried = api.holdNext('POST /dead-letters/d1/retry');
		await button('Go on where it failed').click();
		await tried.asked;
		isThere = false;
		await page.getByText('There are none.').waitFor();
		tried.release();
		await page.getByText('It has failed again: Broken once more').waitFor();
		await button('Go on where it failed').waitFor();
	});

	it('a link opens the console without asking for a token on the way', async () => {
		api.tell('POST /console/session', () => ({ data: { pass: 'session' } }));
		const session = api.holdNext('POST /console/session');
		page = await browser.newPage();
		await page.goto(`${api.base}/api/console#pass=link`);
		await session.asked;
		expect(await page.getByLabel('API token').count()).toBe(0);
		session.release();
		await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
	});

	it('who has signed in stays so, whatever the questions of before are answered with', async () => {
		api.tell('GET /health', ({ token }) =>
			token === null ? refusal(503, 'The engine cannot be reached.') : USUALLY['GET /health'],
		);
		const before = api.holdNext('GET /health');
		page = await browser.newPage();
		await page.goto(`${api.base}/api/console`);
		await before.asked;
		await page.getByLabel('API token').fill(API_TOKEN);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
		const answered = page.waitForResponse((response) => response.status() === 503);
		before.release();
		await (await answered).finished();
		await hasRead();
		expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Today');
	});

	it('who has signed out stays so, whatever was asked while the engine was away', async () => {
		let isAway = false;
		api.tell('GET /health', () =>
			isAway ? refusal(503, 'The engine cannot be reached.') : USUALLY['GET /health'],
		);
		await open();
		await page.getByText('All is well.').waitFor();
		isAway = true;
		api.tell('GET /activity', () => refusal(503, 'The engine cannot be reached.'));
		await page.getByText('The engine cannot be reached.').waitFor();
		const late = api.holdNext('GET /health');
		await late.asked;
		await putOff();
		isAway = false;
		await button('Sign out').click();
		await page.getByLabel('API token').waitFor();
		const answered = page.waitForResponse(/health$/);
		late.release();
		await (await answered).finished();
		await hasRead();
		expect(await button('Sign out').count()).toBe(0);
	});
});
