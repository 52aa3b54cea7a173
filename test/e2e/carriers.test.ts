import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { chain, waitUntil } from '../support/n8n.ts';
import {
	SENDCLOUD_STATUS,
	startSimulatedSendcloud,
	type SimulatedSendcloud,
} from '../support/simulatedSendcloud.ts';
import {
	startSimulatedShop,
	type SimulatedShop,
} from '../support/simulatedWooCommerce/startSimulatedShop.ts';
import { KEYS } from '../support/simulatedWooCommerce/wooWorld.ts';
import { entityTrigger } from '../support/world.ts';

type Order = SimulatedShop['data']['orders'][number];

const TRACKING = '_wc_shipment_tracking_items';
const DELIVERED = { entityType: 'Shipment', events: ['shipment_delivered'] } as const;

describe('parcels of carriers and the orders of shops, on a real n8n', () => {
	let world: ApiWorld;
	const opened: Array<{ close(): Promise<void> }> = [];

	// What a story leaves waiting for its order would keep the next one from being quiet.
	beforeEach(async () => {
		world = await startApiWorld();
	}, 180_000);
	afterEach(async () => {
		await world?.stop();
		for (const one of opened.splice(0)) await one.close();
	}, 60_000);

	const openShop = async (): Promise<SimulatedShop> => {
		const startedAt = new Date().toISOString();
		const shop = await startSimulatedShop({ hasShipmentTracking: true, startedAt });
		opened.push(shop);
		return shop;
	};
	const openCarrier = async (publicKey = 'public-1'): Promise<SimulatedSendcloud> => {
		const account = await startSimulatedSendcloud({
			publicKey,
			secretKey: `secret-of-${publicKey}`,
		});
		opened.push(account);
		return account;
	};
	const connected = async (request: object): Promise<string> => {
		const { status, body } = await world.api(
			'POST',
			'/api/integrations/provider/configure',
			request,
		);
		expect([status, body.error]).toEqual([200, undefined]);
		return body.data.guid;
	};
	const connectShop = async ({ url }: SimulatedShop): Promise<string> =>
		await connected({
			providerId: 'woocommerce',
			credentials: { storeUrl: url, apiKey: KEYS.consumerKey, apiSecret: KEYS.consumerSecret },
			settings: { pushTracking: true },
		});
	const connectCarrier = async (
		{ url, credential }: SimulatedSendcloud,
		settings: object = {},
	): Promise<string> =>
		await connected({
			providerId: 'sendcloud',
			providerType: 'shipping',
			credentials: {
				storeUrl: url,
				apiKey: credential.publicKey,
				apiSecret: credential.secretKey,
			},
			settings,
		});

	/** An order, and the shop's message about it. */
	const place = async (shop: SimulatedShop, guid: string, email: string, more: object = {}) => {
		const order = shop.data.placeOrder({ status: 'processing', ...more });
		Object.assign(order.billing as object, { email });
		await shop.deliver('order.created', order);
		await waitUntil(
			async () =>
				(await world.api('GET', `/api/events?integration=${guid}&entityId=${order.id}`)).body.data
					.length > 0,
			{ what: 'the order to be known' },
		);
		return order;
	};
	/** A label for it, bought at the carrier. */
	const ship = (
		account: SimulatedSendcloud,
		{ number, billing, shipping }: Order,
		orderNumber = String(number),
	) => {
		const { email } = billing as { email: string };
		const { postcode, country } = shipping as { postcode: string; country: string };
		const to_address = { name: 'A. M.', email, postal_code: postcode, country_code: country };
		return account.ship({ orderNumber, more: { to_address } });
	};
	const numbersOf = ({ meta_data: meta }: Order) =>
		(meta as Array<{ key: string; value: Array<{ tracking_number: string }> }>)
			.filter(({ key }) => key === TRACKING)
			.flatMap(({ value }) => value.map(({ tracking_number: number }) => number));
	/** The customer of a delivered parcel gets a mail. */
	const mailing = async () => {
		await world.mailOn(DELIVERED, { version: 3, template: 'fitting' });
	};
	/** The order of a delivered parcel is completed, where it is certain to be one of this shop. */
	const completing = async (integration: string, parameters: object = {}) => {
		const { id } = await world.n8n.createWorkflow(
			chain('Complete when delivered', [
				entityTrigger({ ...DELIVERED, parameters: { ...parameters } }),
				{
					name: 'Commerce Update Status',
					type: 'n8n-nodes-commerce.commerceUpdateStatus',
					typeVersion: 1,
					position: [220, 0],
					// A parcel of another shop is none of its business.
					onError: 'continueRegularOutput',
					parameters: { target: 'order', orderStatus: 'completed', store: 'chosen', integration },
				},
			]),
		);
		await world.publish(id);
	};
	const deadLetters = async () => (await world.api('GET', '/api/dead-letters')).body.data;

	it("an order that is placed in WooCommerce gets the number of its parcel from Sendcloud, the customer one mail in the order's language, and it is completed: also where n8n is killed in between, and both tell the same twice and late", async () => {
		const [shop, account] = [await openShop(), await openCarrier()];
		const guid = await connectShop(shop);
		await connectCarrier(account);
		await mailing();
		await completing(guid);
		const order = await place(shop, guid, 'ana@example.com', {
			meta_data: [{ id: 1, key: 'wpml_language', value: 'fr' }],
		});
		const parcel = ship(account, order);
		const enRoute = account.move(parcel, SENDCLOUD_STATUS.enRoute);
		expect(await account.post(enRoute)).toEqual([200]);
		await world.n8n.kill();

		const delivered = account.move(parcel, SENDCLOUD_STATUS.delivered);
		await expect(account.post(delivered)).rejects.toThrow();
		await world.n8n.start();
		await waitUntil(() => order.status === 'completed', {
			what: 'the order to be completed',
			timeoutMs: 60_000,
		});
		await waitUntil(() => numbersOf(order).length > 0, { what: 'the number to be in the shop' });
		for (const late of [delivered, enRoute, delivered]) {
			expect(await account.post(late)).toEqual([200]);
		}
		shop.data.tick();
		shop.data.change(order, {});
		for (let times = 0; times < 2; times += 1) await shop.deliver('order.updated', order);
		await world.untilQuiet();

		expect(numbersOf(order)).toEqual([parcel.tracking_number]);
		const mails = world.mail.mailsTo('ana@example.com');
		expect(mails.map(({ subject }) => subject)).toEqual([
			expect.stringContaining('Votre commande'),
		]);
		expect(mails[0]!.text).toContain(parcel.tracking_number);
		expect([order.status, await deadLetters()]).toEqual(['completed', []]);
	}, 240_000);

	it('two shops with the same order ids and numbers in one space, one tracker each: nothing crosses', async () => {
		const shops = [await openShop(), await openShop()] as const;
		const accounts = [await openCarrier('public-1'), await openCarrier('public-2')] as const;
		const guids = [await connectShop(shops[0]), await connectShop(shops[1])] as const;
		for (const at of [0, 1] as const) await connectCarrier(accounts[at], { shops: [guids[at]] });
		await mailing();
		for (const guid of guids) await completing(guid, { integrations: [guid] });
		const orders = [
			await place(shops[0], guids[0], 'ana@example.com'),
			await place(shops[1], guids[1], 'bob@example.com'),
		] as const;
		expect([orders[0].id, orders[0].number]).toEqual([orders[1].id, orders[1].number]);
		// The accounts count alike: this one is one ahead, so that numbers tell the parcels apart.
		accounts[1].ship({ orderNumber: 'of nobody' });
		const parcels = [ship(accounts[0], orders[0]), ship(accounts[1], orders[1])] as const;
		const arrives = async (at: 0 | 1) => {
			const body = accounts[at].move(parcels[at], SENDCLOUD_STATUS.delivered);
			expect(await accounts[at].post(body)).toEqual([200]);
			await waitUntil(() => orders[at].status === 'completed' && numbersOf(orders[at]).length > 0, {
				what: `shop ${at} to be told`,
				timeoutMs: 60_000,
			});
			await world.untilQuiet();
		};
		const state = () => ({
			statuses: orders.map(({ status }) => status),
			// An import may have told of a parcel before it moved: its number is then in its own shop already.
			foreign: orders.map((order, at) => numbersOf(order).filter((one) => one !== numbers[at])),
			mails: ['ana@example.com', 'bob@example.com'].map((to) => world.mail.mailsTo(to).length),
		});
		const numbers = parcels.map((parcel) => parcel.tracking_number);

		await arrives(0);
		expect(state()).toEqual({
			statuses: ['completed', 'processing'],
			foreign: [[], []],
			mails: [1, 0],
		});
		await arrives(1);
		expect(state()).toEqual({
			statuses: ['completed', 'completed'],
			foreign: [[], []],
			mails: [1, 1],
		});
		expect(orders.map(numbersOf)).toEqual(numbers.map((number) => [number]));
		expect(await deadLetters()).toEqual([]);
	}, 240_000);
});
